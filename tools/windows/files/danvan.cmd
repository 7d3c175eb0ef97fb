@"%~dp0python\python.exe" -m danvan_cli %*
