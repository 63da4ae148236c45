/* svcname.c - see svcname.h */
#include "parsers/svcname.h"

/* clang-format off */
/* Spellings of sc (START_PENDING), of .NET (StartPending) and of WMI (Start Pending). */
static const char *const state_word[][3] = {
	[SERVICE_STOPPED] = { "STOPPED" },
	[SERVICE_START_PENDING] = { "START_PENDING", "StartPending", "Start Pending" },
	[SERVICE_STOP_PENDING] = { "STOP_PENDING", "StopPending", "Stop Pending" },
	[SERVICE_RUNNING] = { "RUNNING" },
	[SERVICE_CONTINUE_PENDING] = { "CONTINUE_PENDING", "ContinuePending", "Continue Pending" },
	[SERVICE_PAUSE_PENDING] = { "PAUSE_PENDING", "PausePending", "Pause Pending" },
	[SERVICE_PAUSED] = { "PAUSED" },
};
static const char *const start_word[][4] = {
	[START_BOOT] = { "BOOT_START", "Boot" },
	[START_SYSTEM] = { "SYSTEM_START", "System" },
	[START_AUTO] = { "AUTO_START", "Automatic", "Auto", "AutomaticDelayedStart" },
	[START_DEMAND] = { "DEMAND_START", "Manual" },
	[START_DISABLED] = { "DISABLED" },
};

/* Services that take part in backups; the names are those of services.msc. */
static const struct {
	struct str display, key;
} named[] = {
	{ STR_INIT("Cryptographic Services"), STR_INIT("cryptsvc") },
	{ STR_INIT("Volume Shadow Copy"), STR_INIT("vss") },
	{ STR_INIT("Microsoft Software Shadow Copy Provider"), STR_INIT("swprv") },
	{ STR_INIT("COM+ Event System"), STR_INIT("eventsystem") },
	{ STR_INIT("COM+ System Application"), STR_INIT("comsysapp") },
	{ STR_INIT("System Event Notification Service"), STR_INIT("sens") },
	{ STR_INIT("Remote Procedure Call (RPC)"), STR_INIT("rpcss") },
	{ STR_INIT("RPC Endpoint Mapper"), STR_INIT("rpceptmapper") },
	{ STR_INIT("DCOM Server Process Launcher"), STR_INIT("dcomlaunch") },
	{ STR_INIT("Block Level Backup Engine Service"), STR_INIT("wbengine") },
	{ STR_INIT("Windows Modules Installer"), STR_INIT("trustedinstaller") },
	{ STR_INIT("Virtual Disk"), STR_INIT("vds") },
	{ STR_INIT("Windows Management Instrumentation"), STR_INIT("winmgmt") },
	{ STR_INIT("Distributed Transaction Coordinator"), STR_INIT("msdtc") },
	{ STR_INIT("SQL Server VSS Writer"), STR_INIT("sqlwriter") },
	{ STR_INIT("Hyper-V Virtual Machine Management"), STR_INIT("vmms") },
	{ STR_INIT("Active Directory Domain Services"), STR_INIT("ntds") },
	{ STR_INIT("DFS Replication"), STR_INIT("dfsr") },
	{ STR_INIT("File Replication"), STR_INIT("ntfrs") },
	{ STR_INIT("File Replication Service"), STR_INIT("ntfrs") },
	{ STR_INIT("Active Directory Certificate Services"), STR_INIT("certsvc") },
	{ STR_INIT("DHCP Server"), STR_INIT("dhcpserver") },
	{ STR_INIT("Windows Internet Name Service (WINS)"), STR_INIT("wins") },
	{ STR_INIT("Application Host Helper Service"), STR_INIT("apphostsvc") },
	{ STR_INIT("IIS Admin Service"), STR_INIT("iisadmin") },
	{ STR_INIT("Windows Event Log"), STR_INIT("eventlog") },
	{ STR_INIT("Task Scheduler"), STR_INIT("schedule") },
	/* German, Russian; other languages were not seen */
	{ STR_INIT("Kryptografiedienste"), STR_INIT("cryptsvc") },
	{ STR_INIT("Volumeschattenkopie"), STR_INIT("vss") },
	{ STR_INIT("COM+-Ereignissystem"), STR_INIT("eventsystem") },
	{ STR_INIT("Службы криптографии"), STR_INIT("cryptsvc") },
};
/* clang-format on */

enum service_state svcname_state(struct str word)
{
	for (size_t s = SERVICE_STOPPED; s < ARRAY_SIZE(state_word); s++)
		for (size_t k = 0; k < ARRAY_SIZE(state_word[s]) && state_word[s][k]; k++)
			if (str_ieq(word, str_of(state_word[s][k])))
				return (enum service_state)s;
	return SERVICE_NONE;
}

enum start_type svcname_start(struct str word)
{
	for (size_t s = START_BOOT; s < ARRAY_SIZE(start_word); s++)
		for (size_t k = 0; k < ARRAY_SIZE(start_word[s]) && start_word[s][k]; k++)
			if (str_ieq(word, str_of(start_word[s][k])))
				return (enum start_type)s;
	return START_NONE;
}

struct str svcname_key(struct str display)
{
	for (size_t i = 0; i < ARRAY_SIZE(named); i++)
		if (str_ieq(display, named[i].display))
			return named[i].key;
	return (struct str){ 0 };
}
