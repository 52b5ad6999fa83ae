"""Paper: certificates and every printed document, laid out and written as PDF; only here are reportlab and qrcode."""
