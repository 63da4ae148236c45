@echo off
rem Repair script made by wbtriage from the evidence of one server.
rem Read every line before you run it, as administrator, on that server only.
rem bundle: 
chcp 65001 >nul
rem Nothing is confirmed, so this script changes nothing.
