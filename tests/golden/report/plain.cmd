@echo off
rem Repair script made by wbtriage from the evidence of one server.
rem Read every line before you run it, as administrator, on that server only.
rem bundle: case-4711
chcp 65001 >nul

rem cause: Wrong permissions on or within %%windir%%\winsxs\filemaps [system-writer-filemaps-acl] - CONFIRMED
rem because an account lacks required access to filemaps or a file in it (icacls.txt:7)
rem because the System Writer could not enumerate the file maps: access denied (Application.evtx #48213)
rem fix: Restore owner and permissions of the file maps
rem note: In an elevated prompt on the server.
icacls %windir%\winsxs\filemaps /save %temp%\filemaps.acl /t /c
icacls "%windir%\winsxs\filemaps\$$_inf_3f581daba4c8c835.cdf-ms" /grant *S-1-5-18:(RX)
icacls "%windir%\winsxs\filemaps\$$_inf_3f581daba4c8c835.cdf-ms" /grant *S-1-5-32-545:(RX)
rem undo: icacls %windir%\winsxs /restore %temp%\filemaps.acl
rem verify:
rem note: The list must name the System Writer:
vssadmin list writers
rem avoid: Do not grant Everyone full control: it opens the component store to all.
