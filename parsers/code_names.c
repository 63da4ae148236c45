/* code_names.c - names and meanings of the error codes of this field; see code.h
 *
 * Sources: VSS names from vsserror.h, VDS names from vdserr.h, Win32 and COM names from winerror.h,
 * NTSTATUS from [MS-ERREF] 2.3.1, ESENT names from esent.h. Windows Server Backup (0x8078nnnn) has
 * no public names; meanings from KB 2009272, KB 968247, KB 2615182, KB 4053355, an article on DPM
 * (bare metal recovery backup to a share) and captures.
 * 0x80042400 to 0x8004242f are shared by VSS and the Virtual Disk Service. Meanings are in own
 * words.
 */
#include "parsers/code.h"

/* Sorted by code. */
/* clang-format off */
static const struct row {
	uint32_t code;
	const char *name;	/* NULL: no public name */
	const char *meaning;
} rows[] = {
	{ 0x80004002, "E_NOINTERFACE", "the COM interface is not supported" },
	{ 0x80004005, "E_FAIL", "unspecified failure" },
	{ 0x8000ffff, "E_UNEXPECTED", "unexpected failure" },
	{ 0x80040154, "REGDB_E_CLASSNOTREG", "a COM class is not registered" },
	{ 0x800401fb, "CO_E_OBJNOTREG", "a COM object is not registered" },
	{ 0x80040e14, "DB_E_ERRORSINCOMMAND", "SQL Server refused a command" },
	{ 0x80042301, "VSS_E_BAD_STATE", "a call came in the wrong order" },
	{ 0x80042302, "VSS_E_UNEXPECTED",
	  "a VSS component met something unexpected; the Application log tells what" },
	{ 0x80042303, "VSS_E_PROVIDER_ALREADY_REGISTERED", "the provider is registered already" },
	{ 0x80042304, "VSS_E_PROVIDER_NOT_REGISTERED", "the provider is not registered" },
	{ 0x80042306, "VSS_E_PROVIDER_VETO",
	  "the provider refused or failed; also seen when space runs out" },
	{ 0x80042307, "VSS_E_PROVIDER_IN_USE", "the provider is busy" },
	{ 0x80042308, "VSS_E_OBJECT_NOT_FOUND",
	  "the volume or shadow copy does not exist; also seen when space runs out" },
	{ 0x8004230c, "VSS_E_VOLUME_NOT_SUPPORTED", "this kind of volume cannot be shadow copied" },
	{ 0x8004230d, "VSS_E_OBJECT_ALREADY_EXISTS", "the object exists already" },
	{ 0x8004230e, "VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER",
	  "the chosen provider cannot handle the volume" },
	{ 0x8004230f, "VSS_E_UNEXPECTED_PROVIDER_ERROR",
	  "the provider failed in an unexpected way" },
	{ 0x80042310, "VSS_E_CORRUPT_XML_DOCUMENT",
	  "a writer's or the requester's metadata is damaged" },
	{ 0x80042311, "VSS_E_INVALID_XML_DOCUMENT",
	  "a writer's or the requester's metadata is not valid" },
	{ 0x80042312, "VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED",
	  "more volumes in the set than allowed" },
	{ 0x80042313, "VSS_E_FLUSH_WRITES_TIMEOUT", "the volume could not flush its data in time" },
	{ 0x80042314, "VSS_E_HOLD_WRITES_TIMEOUT",
	  "writes to the volume could not be held in time" },
	{ 0x80042315, "VSS_E_UNEXPECTED_WRITER_ERROR",
	  "talking to the writers failed in an unexpected way" },
	{ 0x80042316, "VSS_E_SNAPSHOT_SET_IN_PROGRESS", "another shadow copy is being created" },
	{ 0x80042317, "VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED",
	  "the volume holds as many shadow copies as allowed" },
	{ 0x80042318, "VSS_E_WRITER_INFRASTRUCTURE",
	  "the writers cannot be reached; COM+ events or VSS itself do not work" },
	{ 0x80042319, "VSS_E_WRITER_NOT_RESPONDING", "a writer did not answer" },
	{ 0x8004231a, "VSS_E_WRITER_ALREADY_SUBSCRIBED", "a writer subscribed twice" },
	{ 0x8004231b, "VSS_E_UNSUPPORTED_CONTEXT", "this kind of shadow copy is not supported" },
	{ 0x8004231d, "VSS_E_VOLUME_IN_USE", "the volume is in use" },
	{ 0x8004231e, "VSS_E_MAXIMUM_DIFFAREA_ASSOCIATIONS_REACHED",
	  "no further storage association is possible" },
	{ 0x8004231f, "VSS_E_INSUFFICIENT_STORAGE",
	  "too little space for the shadow copy storage" },
	{ 0x80042320, "VSS_E_NO_SNAPSHOTS_IMPORTED", "no shadow copy could be imported" },
	{ 0x80042321, "VSS_E_SOME_SNAPSHOTS_NOT_IMPORTED",
	  "some shadow copies could not be imported" },
	{ 0x80042322, "VSS_E_MAXIMUM_NUMBER_OF_REMOTE_MACHINES_REACHED",
	  "more remote machines than allowed" },
	{ 0x80042323, "VSS_E_REMOTE_SERVER_UNAVAILABLE",
	  "the remote VSS service cannot be reached" },
	{ 0x80042324, "VSS_E_REMOTE_SERVER_UNSUPPORTED",
	  "the remote VSS service is too old or different" },
	{ 0x80042325, "VSS_E_REVERT_IN_PROGRESS", "a volume is being reverted" },
	{ 0x80042326, "VSS_E_REVERT_VOLUME_LOST", "the volume disappeared during a revert" },
	{ 0x80042327, "VSS_E_REBOOT_REQUIRED", "a restart is needed" },
	{ 0x80042328, "VSS_E_TRANSACTION_FREEZE_TIMEOUT",
	  "transactions could not be frozen in time" },
	{ 0x80042329, "VSS_E_TRANSACTION_THAW_TIMEOUT",
	  "transactions could not be resumed in time" },
	{ 0x8004232a, "VSS_E_UNSELECTED_VOLUME", "a volume that was not selected would be overwritten" },
	{ 0x8004232b, "VSS_E_SNAPSHOT_NOT_IN_SET", "the shadow copy is not in the set" },
	{ 0x8004232c, "VSS_E_NESTED_VOLUME_LIMIT",
	  "a volume lies in a VHD that lies on a volume of the same shadow copy, or in another VHD" },
	{ 0x8004232d, "VSS_E_VOLUME_NOT_LOCAL", "the volume is not local" },
	{ 0x8004232e, "VSS_E_CLUSTER_TIMEOUT", "the cluster did not answer in time" },
	{ 0x8004232f, "VSS_E_NOT_SUPPORTED", "the request is not supported" },
	{ 0x80042336, "VSS_E_WRITERERROR_PARTIAL_FAILURE",
	  "a writer failed for some of its components" },
	{ 0x800423f0, "VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT",
	  "the set lacks a volume that a writer needs" },
	{ 0x800423f1, "VSS_E_WRITERERROR_OUTOFRESOURCES",
	  "a writer ran out of memory or other resources" },
	{ 0x800423f2, "VSS_E_WRITERERROR_TIMEOUT",
	  "too much time passed between a writer's freeze and thaw" },
	{ 0x800423f3, "VSS_E_WRITERERROR_RETRYABLE", "a writer failed; another attempt may work" },
	{ 0x800423f4, "VSS_E_WRITERERROR_NONRETRYABLE",
	  "a writer failed and will fail again until its cause is removed" },
	{ 0x800423f5, "VSS_E_WRITERERROR_RECOVERY_FAILED",
	  "the shadow copy could not be recovered automatically" },
	{ 0x800423f7, "VSS_E_LEGACY_PROVIDER", "the provider is too old for this" },
	{ 0x800423f8, "VSS_E_MISSING_DISK", "a disk of the shadow copy did not appear" },
	{ 0x800423f9, "VSS_E_MISSING_HIDDEN_VOLUME",
	  "a hidden volume of the shadow copy did not appear" },
	{ 0x800423fa, "VSS_E_MISSING_VOLUME", "a volume of the shadow copy did not appear" },
	{ 0x800423fb, "VSS_E_AUTORECOVERY_FAILED", "automatic recovery of the shadow copy failed" },
	{ 0x800423fc, "VSS_E_DYNAMIC_DISK_ERROR", "a dynamic disk caused a failure" },
	{ 0x80042405, "VDS_E_OBJECT_NOT_FOUND",
	  "the virtual disk service does not find the disk or volume" },
	{ 0x80042409, "VSS_E_WRITER_STATUS_NOT_AVAILABLE",
	  "a writer's status is gone; too many backups ran at once" },
	{ 0x8004240a, "VSS_E_ASRERROR_DYNAMIC_VHD_NOT_SUPPORTED",
	  "a critical volume lies on a dynamic virtual disk" },
	{ 0x8004240f, "VDS_E_NOT_ENOUGH_SPACE", "too little space on the disk" },
	{ 0x80042411, "VSS_E_CRITICAL_VOLUME_ON_INVALID_DISK",
	  "a critical volume lies on a disk that recovery does not support" },
	{ 0x80042412, "VSS_E_ASRERROR_RDISK_FOR_SYSTEM_DISK_NOT_FOUND",
	  "no disk fits the system disk; from the disk service: no medium" },
	{ 0x80042413, "VDS_E_DEVICE_IN_USE", "the disk is in use" },
	{ 0x80042415, "VSS_E_ASRERROR_CRITICAL_DISK_CANNOT_BE_EXCLUDED",
	  "an excluded disk is critical" },
	{ 0x80042416, "VSS_E_ASRERROR_SYSTEM_PARTITION_HIDDEN",
	  "the active system partition is hidden" },
	{ 0x80042417, "VSS_E_FSS_TIMEOUT", "a file share shadow copy took too long" },
	{ 0x80042427, "VDS_E_ACCESS_DENIED", "the virtual disk service was refused access" },
	{ 0x80042428, "VDS_E_MEDIA_WRITE_PROTECTED", "the disk is write protected" },
	{ 0x8004242b, "VDS_E_IO_ERROR", "the disk reported an input or output error" },
	{ 0x80070001, "ERROR_INVALID_FUNCTION", "the function is not valid here" },
	{ 0x80070002, "ERROR_FILE_NOT_FOUND", "the file does not exist" },
	{ 0x80070003, "ERROR_PATH_NOT_FOUND", "the path does not exist" },
	{ 0x80070005, "ERROR_ACCESS_DENIED", "access denied" },
	{ 0x80070006, "ERROR_INVALID_HANDLE", "a handle is not valid" },
	{ 0x80070008, "ERROR_NOT_ENOUGH_MEMORY", "not enough memory" },
	{ 0x8007000e, "ERROR_OUTOFMEMORY", "not enough memory" },
	{ 0x80070012, "ERROR_NO_MORE_FILES", "no further files" },
	{ 0x80070013, "ERROR_WRITE_PROTECT", "the medium is write protected" },
	{ 0x80070015, "ERROR_NOT_READY", "the device is not ready" },
	{ 0x80070017, "ERROR_CRC", "data on the device cannot be read, checksum wrong" },
	{ 0x80070018, "ERROR_BAD_LENGTH", "the length of a command is wrong" },
	{ 0x8007001f, "ERROR_GEN_FAILURE", "a device does not work" },
	{ 0x80070020, "ERROR_SHARING_VIOLATION", "another program holds the file" },
	{ 0x80070032, "ERROR_NOT_SUPPORTED", "the request is not supported" },
	{ 0x80070035, "ERROR_BAD_NETPATH", "the network path does not exist" },
	{ 0x8007003b, "ERROR_UNEXP_NET_ERR", "the network failed unexpectedly" },
	{ 0x80070040, "ERROR_NETNAME_DELETED", "the network share is gone" },
	{ 0x80070043, "ERROR_BAD_NET_NAME", "the network share does not exist" },
	{ 0x80070057, "ERROR_INVALID_PARAMETER", "a parameter is wrong" },
	{ 0x80070070, "ERROR_DISK_FULL", "the disk is full" },
	{ 0x80070079, "ERROR_SEM_TIMEOUT", "the device or network did not answer in time" },
	{ 0x8007007a, "ERROR_INSUFFICIENT_BUFFER", "a buffer is too small" },
	{ 0x8007007b, "ERROR_INVALID_NAME",
	  "the syntax of a file, folder or volume name is wrong" },
	{ 0x8007007e, "ERROR_MOD_NOT_FOUND", "a program library does not exist" },
	{ 0x8007007f, "ERROR_PROC_NOT_FOUND", "a function is missing from a program library" },
	{ 0x800700c1, "ERROR_BAD_EXE_FORMAT", "the file is no valid program" },
	{ 0x800700e1, "ERROR_VIRUS_INFECTED", "virus protection blocked the file" },
	{ 0x8007041d, "ERROR_SERVICE_REQUEST_TIMEOUT", "the service did not answer in time" },
	{ 0x800701b1, "ERROR_NO_SUCH_DEVICE", "the device does not exist" },
	{ 0x80070420, "ERROR_SERVICE_ALREADY_RUNNING", "the service runs already" },
	{ 0x80070422, "ERROR_SERVICE_DISABLED", "the service is disabled" },
	{ 0x80070424, "ERROR_SERVICE_DOES_NOT_EXIST", "the service is not installed" },
	{ 0x80070426, "ERROR_SERVICE_NOT_ACTIVE", "the service is not running" },
	{ 0x8007042b, "ERROR_PROCESS_ABORTED", "the service's process ended unexpectedly" },
	{ 0x8007042c, "ERROR_SERVICE_DEPENDENCY_FAIL",
	  "a service that this one depends on did not start" },
	{ 0x8007042d, "ERROR_SERVICE_LOGON_FAILED",
	  "the service could not log on with its account" },
	{ 0x8007042e, "ERROR_SERVICE_START_HANG", "the service hung while starting" },
	{ 0x80070433, "ERROR_SERVICE_DEPENDENCY_DELETED",
	  "a service that this one depends on does not exist" },
	{ 0x80070435, "ERROR_SERVICE_NEVER_STARTED",
	  "the service was not started since the last boot" },
	{ 0x80070437, "ERROR_DIFFERENT_SERVICE_ACCOUNT",
	  "services of one process are set to different accounts" },
	{ 0x8007043c, "ERROR_NOT_SAFEBOOT_SERVICE", "the service cannot run in safe mode" },
	{ 0x8007045d, "ERROR_IO_DEVICE", "the device reported an input or output error" },
	{ 0x8007048f, "ERROR_DEVICE_NOT_CONNECTED", "the device is not connected" },
	{ 0x80070490, "ERROR_NOT_FOUND", "the element does not exist" },
	{ 0x800704c3, "ERROR_SESSION_CREDENTIAL_CONFLICT",
	  "another connection to the server uses other credentials" },
	{ 0x80070514, "ERROR_NOT_ALL_ASSIGNED", "the caller lacks some of the privileges" },
	{ 0x8007051b, "ERROR_INVALID_OWNER", "this account may not become the owner" },
	{ 0x80070522, "ERROR_PRIVILEGE_NOT_HELD", "the caller lacks a privilege" },
	{ 0x8007052e, "ERROR_LOGON_FAILURE", "the user name or password is wrong" },
	{ 0x80070534, "ERROR_NONE_MAPPED", "no such account" },
	{ 0x80070539, "ERROR_INVALID_SID", "a security identifier is malformed" },
	{ 0x80070560, "ERROR_NO_SUCH_ALIAS", "no such local group" },
	{ 0x80070569, "ERROR_LOGON_TYPE_NOT_GRANTED", "the account may not log on in this way" },
	{ 0x80070570, "ERROR_FILE_CORRUPT", "the file or folder is damaged" },
	{ 0x800705aa, "ERROR_NO_SYSTEM_RESOURCES", "the system ran out of resources" },
	{ 0x800705af, "ERROR_COMMITMENT_LIMIT", "the paging file is too small" },
	{ 0x800705b4, "ERROR_TIMEOUT", "the operation took too long" },
	{ 0x800706ba, "RPC_S_SERVER_UNAVAILABLE", "the RPC server cannot be reached" },
	{ 0x800706be, "RPC_S_CALL_FAILED", "a remote procedure call failed" },
	{ 0x800706bf, "RPC_S_CALL_FAILED_DNE", "a remote procedure call failed before it began" },
	{ 0x80073bc3, "ERROR_SYSTEM_DEVICE_NOT_FOUND", "the device from which Windows boots cannot be found" },
	{ 0x80080005, "CO_E_SERVER_EXEC_FAILURE", "a COM server could not be started" },
	{ 0x80780034, NULL, "the shadow copy on the storage location could not be created" },
	{ 0x80780049, NULL,
	  "none of the items to back up was backed up; the detailed code tells why" },
	{ 0x807800a1, NULL,
	  "the shadow copy for the backup failed; a writer or VSS error tells why" },
	{ 0x807800c5, NULL, "the backup image of a volume could not be prepared on the target" },
	{ 0x80780102, NULL, "the System Writer is missing from the backup" },
	{ 0x8078010d, NULL, "the files to back up could not be enumerated" },
	{ 0x80780119, NULL,
	  "too little disk space for the shadow copy, often on a small system partition" },
	{ 0x8078011e, NULL,
	  "the EFI system partition could not be locked; another program holds files on it" },
	{ 0x8078015b, NULL, "the shared folder of the backup could not be accessed" },
	{ 0x81000019, NULL,
	  "the shadow copy could not be created; the events of VSS and SPP in the Application log tell why" },
	{ 0x81000101, NULL, "creating the shadow copy took too long" },
	{ 0xc0000005, "STATUS_ACCESS_VIOLATION", "a program touched memory that is not its own" },
	{ 0xc0000022, "STATUS_ACCESS_DENIED", "access denied" },
	{ 0xc0000034, "STATUS_OBJECT_NAME_NOT_FOUND", "the file or object does not exist" },
	{ 0xc0000039, "STATUS_OBJECT_PATH_INVALID", "the path of a file or object is not valid" },
	{ 0xc000003a, "STATUS_OBJECT_PATH_NOT_FOUND",
	  "the path of a file or object does not exist" },
	{ 0xc0000043, "STATUS_SHARING_VIOLATION", "another program holds the file" },
	{ 0xc000009a, "STATUS_INSUFFICIENT_RESOURCES",
	  "the system ran out of memory or other resources" },
	{ 0xc0000185, "STATUS_IO_DEVICE_ERROR", "the device reported an input or output error" },
	{ 0xc0000374, "STATUS_HEAP_CORRUPTION", "a program damaged its own memory" },
	{ 0xfffff8ed, "JET_errFileNotFound", "a database file does not exist" },
	{ 0xfffff8f0, "JET_errDiskFull", "the disk of the database is full" },
	{ 0xfffffb4a, "JET_errDatabaseCorrupted", "the database is damaged" },
	{ 0xfffffbf8, "JET_errFileAccessDenied",
	  "a database file cannot be opened; another program holds it or access is denied" },
	{ 0xfffffc02, "JET_errDiskIO", "the disk failed under the database" },
	{ 0xfffffc06, "JET_errReadVerifyFailure", "a database page has a wrong checksum" },
	{ 0xfffffdb9, NULL, "a log file of the database is damaged" },
	{ 0xfffffdf0, "JET_errMissingLogFile", "a log file of the database is missing" },
};
/* clang-format on */

/* The exceptions by which AlphaVSS, in many backup programs written in .NET, names the codes (its
 * Error.cpp). */
static const struct {
	uint32_t code;
	struct str name;
} exceptions[] = {
	{ 0x80042301, STR_INIT("VssBadStateException") },
	{ 0x80042302, STR_INIT("VssUnexpectedErrorException") },
	{ 0x80042304, STR_INIT("VssProviderNotRegisteredException") },
	{ 0x80042306, STR_INIT("VssProviderVetoException") },
	{ 0x80042308, STR_INIT("VssObjectNotFoundException") },
	{ 0x8004230c, STR_INIT("VssVolumeNotSupportedException") },
	{ 0x8004230d, STR_INIT("VssObjectAlreadyExistsException") },
	{ 0x8004230e, STR_INIT("VssVolumeNotSupportedByProviderException") },
	{ 0x8004230f, STR_INIT("VssUnexpectedProviderErrorException") },
	{ 0x80042311, STR_INIT("VssInvalidXmlDocumentException") },
	{ 0x80042312, STR_INIT("VssMaximumNumberOfVolumesReachedException") },
	{ 0x80042313, STR_INIT("VssFlushWritesTimeoutException") },
	{ 0x80042314, STR_INIT("VssHoldWritesTimeoutException") },
	{ 0x80042315, STR_INIT("VssUnexpectedWriterErrorException") },
	{ 0x80042316, STR_INIT("VssSnapshotSetInProgressException") },
	{ 0x80042317, STR_INIT("VssMaximumNumberOfSnapshotsReachedException") },
	{ 0x80042318, STR_INIT("VssWriterInfrastructureException") },
	{ 0x80042319, STR_INIT("VssWriterNotRespondingException") },
	{ 0x8004231b, STR_INIT("VssUnsupportedContextException") },
	{ 0x8004231d, STR_INIT("VssVolumeInUseException") },
	{ 0x8004231e, STR_INIT("VssMaximumDiffAreaAssociationsReachedException") },
	{ 0x8004231f, STR_INIT("VssInsufficientStorageException") },
	{ 0x80042325, STR_INIT("VssRevertInProgressException") },
	{ 0x80042327, STR_INIT("VssRebootRequiredException") },
	{ 0x80042328, STR_INIT("VssTransactionFreezeTimeoutException") },
	{ 0x80042329, STR_INIT("VssTransactionThawTimeoutException") },
	{ 0x8004232b, STR_INIT("VssSnapshotNotInSetException") },
	{ 0x80042336, STR_INIT("VssPartialFailureWriterException") },
	{ 0x800423f0, STR_INIT("VssInconsistentSnapshotWriterException") },
	{ 0x800423f1, STR_INIT("VssOutOfResourcesWriterException") },
	{ 0x800423f2, STR_INIT("VssTimeoutWriterException") },
	{ 0x800423f3, STR_INIT("VssRetryableWriterException") },
	{ 0x800423f4, STR_INIT("VssNonRetryableWriterException") },
	{ 0x800423f7, STR_INIT("VssLegacyProviderException") },
	{ 0x80042409, STR_INIT("VssWriterStatusNotAvailableException") },
};

static const struct row *row_of(uint32_t code)
{
	size_t low = 0, high = ARRAY_SIZE(rows);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (rows[middle].code == code)
			return &rows[middle];
		if (rows[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

struct str code_name(uint32_t canonical)
{
	const struct row *row = row_of(canonical);

	return str_of(row ? row->name : NULL);
}

struct str code_meaning(uint32_t canonical)
{
	const struct row *row = row_of(canonical);

	return str_of(row ? row->meaning : NULL);
}

static bool in_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

bool code_named(struct str name, uint32_t *out)
{
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].name && str_ieq(str_of(rows[i].name), name)) {
			*out = rows[i].code;
			return true;
		}
	return false;
}

size_t code_symbol_at(struct str text, size_t at, uint32_t *out)
{
	struct str name = str_sub(text, at, text.len);
	size_t n = 0;

	if (!str_istarts(name, STR("vss")) || (at && in_name(text.s[at - 1])))
		return 0;
	while (n < name.len && in_name(name.s[n]))
		n++;
	name.len = n;
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++)
		if (rows[i].name && str_eq(str_of(rows[i].name), name)) {
			*out = rows[i].code;
			return n;
		}
	for (size_t i = 0; i < ARRAY_SIZE(exceptions); i++)
		if (str_eq(exceptions[i].name, name)) {
			*out = exceptions[i].code;
			return n;
		}
	return 0;
}
