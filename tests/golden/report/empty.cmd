@echo off
rem Repair script made by wbtriage from the evidence of one server.
rem Read every line before you run it, as administrator, on that server only.
rem bundle: 
chcp 65001 >nul
net session >nul 2>&1 || (echo Run this as administrator. & exit /b 1)
rem A second run would save over what the first one saved.
if exist "%temp%\wbtriage-repair" (echo This ran before; see %temp%\wbtriage-repair. & exit /b 1)
echo What was saved is in %temp%. Delete this file to run the script again.>"%temp%\wbtriage-repair"
set failed=
rem Nothing is confirmed, so this script changes nothing.
