"""Paper: certificates and every printed document, laid out and written as PDF; the only home of reportlab and qrcode."""
