@echo off
rem A window in which danvan is known, for whoever clicks. ASCII only: cmd reads this in the code page of the system.
chcp 65001 >nul
title danvan
set "PATH=%~dp0;%PATH%"
if exist "%~dp0git\cmd\git.exe" set "PATH=%PATH%;%~dp0git\cmd"
cd /d "%USERPROFILE%"
type "%~dp0python\loi-chao.txt"
echo     cd /d "%~dp0thuc-hanh"
echo.
cmd /k
