"""The demo's data: an invented contest day, its roster workbook and its marks workbooks, all made from one seed."""
