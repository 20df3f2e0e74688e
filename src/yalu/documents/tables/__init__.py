"""Tables: CSV and workbooks read, cells and schemas checked, tables written."""
