"""The workbook that leaders get: numbers with the rows behind them, charts, and the records."""
