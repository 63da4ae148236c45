@echo off
rem Repair script made by wbtriage from the evidence of one server.
rem Read every line before you run it, as administrator, on that server only.
rem bundle: case-4711
chcp 65001 >nul
net session >nul 2>&1 || (echo Run this as administrator. & exit /b 1)
rem A second run would save over what the first one saved.
if exist "%temp%\wbtriage-repair" (echo This ran before; see %temp%\wbtriage-repair. & exit /b 1)
echo What was saved is in %temp%. Delete this file to run the script again.>"%temp%\wbtriage-repair"
set failed=

rem cause: Wrong permissions on or within %%windir%%\winsxs\filemaps [system-writer-filemaps-acl] - CONFIRMED
rem because an account lacks required access to filemaps or a file in it (icacls.txt:7)
rem because the System Writer could not enumerate the file maps: access denied (Application.evtx #48213)
rem fix: Restore owner and permissions of the file maps
rem note: In an elevated prompt on the server.
icacls %windir%\winsxs\filemaps /save %temp%\filemaps.acl /t /c || set failed=1
takeown /f %windir%\winsxs\filemaps\* /a || set failed=1
icacls %windir%\winsxs\filemaps\*.* /grant "*S-1-5-18:(RX)" "NT Service\trustedinstaller:(F)" "*S-1-5-32-545:(RX)" || set failed=1
rem undo: icacls %windir%\winsxs /restore %temp%\filemaps.acl
rem verify:
rem note: The list must name the System Writer:
vssadmin list writers || set failed=1
rem avoid: Do not grant Everyone full control: it opens the component store to all.
if defined failed echo Some steps failed, see above.
