/* msgid_table.c - messages of the events that matter to backups; see msgid.h
 *
 * Sources: message tables of vssvc.exe, blbevents.dll, volsnap.sys, services.exe, crypt32.dll,
 * es.dll, ole32.dll, netevent.dll, ntfs.sys and esent.dll from Windows Server 2008 R2 to Windows 11
 * as published by libyal/winevt-kb, and the manifest of Microsoft-Windows-Backup. Wordings of
 * Windows Server 2003 and 2008 are from KB 940184 and KB 2009272. Other languages: only sentences
 * seen in captures or public postings.
 */
#include "parsers/msgid.h"

#define VSS         STR_INIT("VSS")
#define BACKUP      STR_INIT("Microsoft-Windows-Backup")
#define VOLSNAP     STR_INIT("volsnap")
#define SCM         STR_INIT("Service Control Manager")
#define CAPI2       STR_INIT("Microsoft-Windows-CAPI2")
#define DCOM        STR_INIT("Microsoft-Windows-DistributedCOM")
#define EVENTSYSTEM STR_INIT("Microsoft-Windows-EventSystem")
#define DISK        STR_INIT("disk")
#define NTFS        STR_INIT("Ntfs")
#define MSNTFS      STR_INIT("Microsoft-Windows-Ntfs")
#define ESENT       STR_INIT("ESENT")
#define SQLWRITER   STR_INIT("SQLWRITER")
#define SQLVDI      STR_INIT("SQLVDI")
#define APPERROR    STR_INIT("Application Error")

#define TEXT(text) text[0], STR_INIT(text)

/* clang-format off */
const struct msgid_row msgid_table[] = {
	{ VSS, 1, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: the control dispatcher cannot be "
	  "started [%1]. %2") },
	{ VSS, 2, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: the control handler cannot be "
	  "registered [%1]. %2") },
	{ VSS, 3, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: the COM library cannot be "
	  "initialized [%1]. %2") },
	{ VSS, 4, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: the COM security cannot be "
	  "initialized [%1]. %2") },
	{ VSS, 5, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: could not retrieve backup/restore "
	  "privilege [%1]. %2") },
	{ VSS, 6, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: the COM classes cannot be "
	  "registered [%1]. %2") },
	{ VSS, 7, 2, 0,
	  TEXT("Volume Shadow Copy Service initialization error: [%1]. %2") },
	{ VSS, 8, 2, 0,
	  TEXT("Unexpected error when changing the SCM status of the Volume Shadow Copy Service: "
	  "[%1, %2]. %3") },
	{ VSS, 9, 4, 0,
	  TEXT("Volume Shadow Copy Service information: Service starting at request of process "
	  "'%1'. [%2] %3") },
	{ VSS, 10, 4, 0,
	  TEXT("Volume Shadow Copy Service information: Volume '%1' appears as disconnected and it "
	  "is ignored by the service. You may want to rescan disks. [%2] %3") },
	{ VSS, 11, 4, 0,
	  TEXT("Volume Shadow Copy Service information: The COM Server with CLSID %1 and name %2 "
	  "cannot be started. Most likely the CPU is under heavy load. [%3] %4") },
	{ VSS, 12, 4, 0,
	  TEXT("Volume Shadow Copy Service information: The COM Server with CLSID %1 and name %2 "
	  "cannot be started. Most likely the server is in the process of shutting down or the "
	  "system is out of memory. [%3] %4") },
	{ VSS, 13, 2, 0,
	  TEXT("Volume Shadow Copy Service information: The COM Server with CLSID %1 and name %2 "
	  "cannot be started. [%3] %4") },
	{ VSS, 14, 4, 0,
	  TEXT("Volume Shadow Copy Service information: A database of hardware snapshots was "
	  "created. %1") },
	{ VSS, 15, 3, 0,
	  TEXT("The user name %1 specified in registry (%2) does not map to a real user name. The "
	  "entry is ignored. It must have a valid username as name, be of type REG_DWORD, and "
	  "value either '0' or '1'. %3") },
	{ VSS, 16, 3, 0,
	  TEXT("The value with name %1 specified in registry (%2) is not of type REG_DWORD. The "
	  "entry is ignored. It must have a valid username as name, be of type REG_DWORD, and "
	  "value either '0' or '1'. Value '0' denies the username from running any VSS writer. "
	  "Value '1' is used to allow it. %3") },
	{ VSS, 17, 3, 0,
	  TEXT("The value with name %1 specified in registry (%2) of value (%3) cannot be "
	  "interpreted. The entry is ignored. It must have a valid username as name, be of "
	  "type REG_DWORD, and value either '0' or '1'. Value '0' denies the username from "
	  "running any VSS writer. Value '1' is used to allow it. %4") },
	{ VSS, 18, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The COM Server with CLSID %1 and name %2 cannot "
	  "be started during Safe Mode. The Volume Shadow Copy service cannot start while in "
	  "safe mode. [%3] %4") },
	{ VSS, 19, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The EventSystem service is disabled or is "
	  "attempting to start during Safe Mode. The Volume Shadow Copy service cannot start "
	  "while in safe mode. If not in safe mode, make sure that EventSystem service is "
	  "enabled. CLSID:%1 Name:%2 [%3] %4") },
	{ VSS, 20, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The Volume Shadow Copy infrastructure cannot be "
	  "used during Safe Mode. %1") },
	{ VSS, 21, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Writers will not receive events since the COM+ "
	  "database is corrupted. This might happened if an error occurred during Windows "
	  "setup. The error returned from CoCreateInstance on class with CLSID %1 and Name %2 "
	  "is [%3] %4") },
	{ VSS, 22, 2, 0,
	  TEXT("Volume Shadow Copy Service error: A critical component required by the Volume "
	  "Shadow Copy service is not registered. This might happened if an error occurred "
	  "during Windows setup or during installation of a Shadow Copy provider. The error "
	  "returned from CoCreateInstance on class with CLSID %1 and Name %2 is [%3]. %4") },
	{ VSS, 23, 3, 0,
	  TEXT("The value specified in registry (%1) has no name. The entry is ignored. It must "
	  "have a valid username as name, be of type REG_DWORD, and value either '0' or '1'. "
	  "Value '0' denies the username from running any VSS writer. Value '1' is used to "
	  "allow it. %2") },
	{ VSS, 24, 3, 0,
	  TEXT("Volume Shadow Copy Service Warning: The Volume Shadow Copy Service is shutting down "
	  "and is experiencing delay while waiting for in-progress calls to complete. %1") },
	{ VSS, 25, 3, 0,
	  TEXT("Volume Shadow Copy Service Warning: The Microsoft Shadow Copy Provider is shutting "
	  "down and is experiencing delay while waiting for in-progress calls to complete. %1") },
	{ VSS, 26, 2, 0,
	  TEXT("This machine is a Domain Controller with the Active Directory service (NTDS) "
	  "stopped. Backup cannot be performed, nor can shadow copies be managed in this case. "
	  "Either the NTDS must be started (net start ntds), or reboot in DSRM to enumerate "
	  "shadow copies/providers/writers only. %1") },
	{ VSS, 27, 2, 0,
	  TEXT("This machine is a Domain Controller but the Active Directory (NTDS) service is "
	  "stopped. Restore cannot be performed while NTDS is stopped. Either the NTDS must be "
	  "started (net start ntds), or reboot in DSRM. %1") },
	{ VSS, 28, 2, 0,
	  TEXT("The given type for the ApplicationsBlockingRevert key (%1) is incorrect. It must be "
	  "a REG_MULTI_SZ containing a sequence of null-terminated volume GUID strings "
	  "specifying volumes blocked from revert, followed by an extra null termination. %2") },
	{ VSS, 29, 2, 0,
	  TEXT("This machine is a Domain Controller in Directory Service Restore Mode (DSRM). "
	  "Backup cannot be performed in this case, please reboot out of DSRM. %1") },
	{ VSS, 30, 3, 0,
	  TEXT("Fail to acquire Security Audit privilege. Security Audits for shadow copy creation "
	  "and import will not be logged. %1") },
	{ VSS, 31, 3, 0,
	  TEXT("Volume Shadow Copy Service Warning: A writer with name %1 and ID %2 waited %3 "
	  "seconds for in-progress calls to complete before shutting down. %4") },
	{ VSS, 32, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The VSS Coordinator class is not registered. This "
	  "may be caused due to a setup failure or as a result of an application's installer "
	  "or uninstaller. %1") },
	{ VSS, 33, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The VSS management class is not registered. This "
	  "may be caused due to a setup failure or as a result of an application's installer "
	  "or uninstaller. %1") },
	{ VSS, 34, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The VSS event class is not registered. This will "
	  "prevent any VSS writers from receiving events. This may be caused due to a setup "
	  "failure or as a result of an application's installer or uninstaller. %1") },
	{ VSS, 36, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The MSXML classes are not registered. This may be "
	  "caused due to a setup failure or as a result of an application's installer or "
	  "uninstaller. %1") },
	{ VSS, 37, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The Microsoft Shadow Copy Provider class is not "
	  "registered.. This may be caused due to a setup failure or as a result of an "
	  "application's installer or uninstaller. %1") },
	{ VSS, 38, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Either the COM+ Event System service "
	  "(EventSystem) or the COM+ System Application service (COMSysApp) is disabled. "
	  "Enable the service and try again. %1") },
	{ VSS, 39, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The Volume Shadow Copy service (VSS) is disabled. "
	  "Enable the service and try again. %1") },
	{ VSS, 40, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The Microsoft Software Shadow Copy Provider "
	  "(SWPRV) service is disabled. Enable the service and try again. %1") },
	{ VSS, 44, 4, 0,
	  TEXT("Volume Shadow Copy Service information: Disk '%1' appears as disconnected and it is "
	  "rejected by the service. You may want to rescan disks. [%2] %3") },
	{ VSS, 45, 4, MSGID_RENDER,
	  TEXT("Volume Shadow Copy Service information: Volume '%1' appears as disconnected and it "
	  "is ignored by the service. You may want to rescan disks. [%2] %3") },
	{ VSS, 4001, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot find diff areas for creating shadow "
	  "copies. Add at least one NTFS drive to the system with enough free space. The free "
	  "space needed is at least %1 Mb for each volume to be shadow copied. %2") },
	{ VSS, 4002, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot create multiple shadow copies on the same "
	  "volume (%1) %2") },
	{ VSS, 4003, 3, 0,
	  TEXT("Volume Shadow Copy Service warning: Writer received a Freeze event more than two "
	  "minutes ago. The writer is still waiting for either an Abort or a Thaw event. %1") },
	{ VSS, 4004, 3, 0,
	  TEXT("Volume Shadow Copy Service warning: The sector size of the diff area volume %1 "
	  "cannot be larger than the sector size of the original volume %2 %3") },
	{ VSS, 4097, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The COM+ Admin catalog instance cannot be created "
	  "[%1]. %2") },
	{ VSS, 4098, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot install the event class %1 into the COM+ "
	  "application '%2' [%3]. %4") },
	{ VSS, 4099, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot install the component %1 into the COM+ "
	  "application '%2' [%3]. %4") },
	{ VSS, 4100, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot create service '%1' for the COM+ "
	  "application '%2' [%3]. %4") },
	{ VSS, 4101, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot obtain the collection '%1' from the COM+ "
	  "catalog [%2]. %3") },
	{ VSS, 4102, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot populate the COM+ collection '%1' [%2]. %3") },
	{ VSS, 4103, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot get the COM+ collection key [%1]. %2") },
	{ VSS, 4104, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot get the COM+ collection '%1' from parent "
	  "[%2]. %3") },
	{ VSS, 4105, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot save the changes for the COM+ collection "
	  "[%1]. %2") },
	{ VSS, 4106, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot create a subscription (%1,%2,%3) [%4]. %5") },
	{ VSS, 4107, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot attach to the subscription with name (%1) "
	  "[%2]. %3") },
	{ VSS, 4108, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot remove the subscription with index %1 "
	  "[%2]. %3") },
	{ VSS, 4109, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot insert the new object into the COM+ "
	  "catalog [%1]. %2") },
	{ VSS, 4110, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Cannot attach the catalog object to the COM+ "
	  "application [%1]. %2") },
	{ VSS, 4111, 2, MSGID_RENDER,
	  TEXT("Volume Shadow Copy Service error: Cannot attach to the subscription with name (%1) "
	  "[%2]. %3") },
	{ VSS, 4112, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error getting current directory [%1]. %2") },
	{ VSS, 4113, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error Removing COM+ application (%1) [%2]. %3") },
	{ VSS, 6015, 2, 0,
	  TEXT("Jetwriter error: a call to Jet function %1 failed with status = %2. %3") },
	{ VSS, 6016, 2, 0,
	  TEXT("Express Writer error: failed while adding express writers from directory %1. %2") },
	{ VSS, 7001, 2, MSGID_RENDER,
	  TEXT("VssAdmin: %1: %2 Command-line: '%3'. %4") },
	{ VSS, 8193, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error calling routine %1. hr = %2. %3") },
	{ VSS, 8194, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error querying for the "
	  "IVssWriterCallback interface. hr = %1. This is often caused by incorrect security "
	  "settings in either the writer or requestor process. %2") },
	{ VSS, 8195, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Internally transferred WRITER_COMPONENTS document "
	  "is invalid. %1") },
	{ VSS, 8196, 2, 0,
	  TEXT("Volume Shadow Copy Service error: No volumes in the shadow copy set. %1") },
	{ VSS, 8197, 2, 0,
	  TEXT("Volume Shadow Copy Service error: ERROR_INSUFFICIENT_BUFFER expected error. Actual "
	  "Error was [%1]. %2") },
	{ VSS, 8198, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error. Final buffer for call to "
	  "GetTokenInformation was size = %1, original size was %2. %3") },
	{ VSS, 8199, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error performing QueryInterface from "
	  "IXMLDOMNode to IXMLDOMElement. hr = %1. %2") },
	{ VSS, 8200, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An unexpected error was encountered examining the "
	  "XML document. The document is missing the %1 element. %2") },
	{ VSS, 8201, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An unexpected error was encountered examining the "
	  "XML document. The document is missing the %1 attribute. %2") },
	{ VSS, 8202, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An unexpected error was encountered when "
	  "QueryInterface for IDispatch was called. hr = %1 attribute. %2") },
	{ VSS, 8203, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An unexpected error was encountered cloning a "
	  "document. The cloned document has no children. %1") },
	{ VSS, 8204, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An invalid XML document was returned from writer "
	  "%1. %2") },
	{ VSS, 8205, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An error occured calling QueryInterface from "
	  "IVssCoordinator to IVssShim. hr = %1.") },
	{ VSS, 8206, 2, 0,
	  TEXT("Volume Shadow Copy Service error: There are two writers with the identical instance "
	  "id %1. %2") },
	{ VSS, 8207, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An unexpected error was encountered when calling "
	  "QueryInterface for IVssAsync. hr = %1. %2") },
	{ VSS, 8208, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The backup components document is NULL. %1") },
	{ VSS, 8209, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The thread handle for the asynchronous thread is "
	  "NULL. %1") },
	{ VSS, 8210, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error %1 was returned from "
	  "WaitForSingleObject. %2") },
	{ VSS, 8211, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Writer with name %1 and ID %2 attempted to "
	  "subscribe in safe mode. %3") },
	{ VSS, 8212, 4, 0,
	  TEXT("Volume Shadow Copy Service: Writer with name %1 and ID %2 attempted to subscribe "
	  "during setup. %3") },
	{ VSS, 8213, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The process that hosts the writer with name %1 "
	  "and ID %2 does not run under a user with sufficient access rights. Consider running "
	  "this process under a local account which is either Local System, Administrator, "
	  "Network Service, or Local Service. %3") },
	{ VSS, 8214, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The shadow copy writer could not communicate with "
	  "the Shadow Copy publisher. The shadow copy publisher (for example the backup "
	  "application) might have terminated during the shadow copy process. hr = %1. %2") },
	{ VSS, 8215, 2, 0,
	  TEXT("Volume Shadow Copy Service error: A component was added to the backup document that "
	  "does not exist in any writer's metadata. Ensure that only actual writer components "
	  "are added to the backup document. %1") },
	{ VSS, 8216, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Internally transferred WRITER_METADATA document "
	  "is invalid. %1") },
	{ VSS, 8217, 2, 0,
	  TEXT("Volume Shadow Copy Service error: VSS only supports multiple instances of writer "
	  "with class id %1 if the writer either does not require restore events or supplies "
	  "an instance name. %2") },
	{ VSS, 8218, 2, 0,
	  TEXT("Two instances of writer with class id %1 attempted to register with the same "
	  "instance name %2. %3") },
	{ VSS, 8219, 3, 0,
	  TEXT("Ran out of time while expanding file specification %1\\%2. This was being done for "
	  "the %3 subscriber. %4") },
	{ VSS, 8220, 3, 0,
	  TEXT("Ran out of time while deleting files. %1") },
	{ VSS, 8221, 2, 0,
	  TEXT("The Backup Components XML document was rejected. In this case the reason could be "
	  "that it is not a Backup Components Document from a transportable shadow copy. %1") },
	{ VSS, 8222, 4, 0,
	  TEXT("Shadow copy has been created. User SID: %1 User name: %2 Process ID: %3 Process "
	  "image name: %4 Shadow Set ID: %5 Shadow ID: %6 Provider ID: %7 Original Machine: %8 "
	  "Original Volume: %9 Shadow device name: %10") },
	{ VSS, 8223, 4, 0,
	  TEXT("Hardware shadow copy imported. User SID: %1 User name: %2 Process ID: %3 Process "
	  "image name: %4 Shadow Set ID: %5 Shadow ID: %6 Provider ID: %7 Original Machine: %8 "
	  "Original Volume: %9 Shadow device name: %10") },
	{ VSS, 8224, 4, 0,
	  TEXT("The VSS service is shutting down due to idle timeout. %1") },
	{ VSS, 8225, 4, 0,
	  TEXT("The VSS service is shutting down due to shutdown event from the Service Control "
	  "Manager. %1") },
	{ VSS, 8226, 3, 0,
	  TEXT("Ran out of time while expanding file specifications. Shadow copy optimization is "
	  "partial. %1") },
	{ VSS, 8227, 3, 0,
	  TEXT("The user name %1 specified in registry (%2) is not valid, winerror %3. The entry is "
	  "ignored. It must have a valid username as name, be of type REG_DWORD, and value "
	  "either '0' or '1'. %4") },
	{ VSS, 8228, 2, 0,
	  TEXT("Fail to parse XML file. Reason %1 Line %2 Position %3 Errorcode %4 Problem text %5 "
	  "%6") },
	{ VSS, 8229, 3, 0,
	  TEXT("A VSS writer has rejected an event with error %1. Changes that the writer made to "
	  "the writer components while handling the event will not be available to the "
	  "requester. Check the event log for related events from the application hosting the "
	  "VSS writer. %2") },
	{ VSS, 8230, 3, 0,
	  TEXT("Volume Shadow Copy Service error: Failed resolving account %1 with status %2. Check "
	  "connection to domain controller and VssAccessControl registry key. %3") },
	{ VSS, 12289, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Unexpected error %1. hr = %2. %3") },
	{ VSS, 12290, 3, 0,
	  TEXT("Volume Shadow Copy Service warning: %1. hr = %2. %3") },
	{ VSS, 12291, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error on creating/using the COM+ Writers "
	  "publisher interface: %1 [%2]. %3") },
	{ VSS, 12292, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error creating the Shadow Copy Provider COM class "
	  "with CLSID %1 [%2]. %3") },
	{ VSS, 12293, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error calling a routine on a Shadow Copy Provider "
	  "%1. Routine details %2 [hr = %3]. %4") },
	{ VSS, 12294, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Error calling a routine on the Shadow Copy "
	  "Provider %1. Routine returned E_INVALIDARG. Routine details %2. %3") },
	{ VSS, 12295, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Wrong type %1 (should be %2) for the Registry "
	  "value %3 under the key %4. %5") },
	{ VSS, 12296, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The system may be low on resources. Unexpected "
	  "error at background thread creation (_beginthreadex returns %1, errno = %2). %3") },
	{ VSS, 12297, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The I/O writes cannot be flushed during the "
	  "shadow copy creation period on volume %1. The volume index in the shadow copy set "
	  "is %2. Error details: Open[%3], Flush[%4], Release[%5], OnRun[%6]. %7") },
	{ VSS, 12298, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The I/O writes cannot be held during the shadow "
	  "copy creation period on volume %1. The volume index in the shadow copy set is %2. "
	  "Error details: Open[%3], Flush[%4], Release[%5], OnRun[%6]. %7") },
	{ VSS, 12299, 2, 0,
	  TEXT("Volume Shadow Copy Service error: One of the shadow copy providers returned an "
	  "invalid number of committed shadow copies. The expected number of committed shadow "
	  "copies is %1. The detected number of committed shadow copies is %2. %3") },
	{ VSS, 12300, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Writer %1 called CVssWriter::Initialize during "
	  "Setup. %2") },
	{ VSS, 12301, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Writer %1 did not respond to a GatherWriterStatus "
	  "call. %2") },
	{ VSS, 12302, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An internal inconsistency was detected in trying "
	  "to contact shadow copy service writers. Check to see that the Event Service and "
	  "Volume Shadow Copy Service are operating properly. %1") },
	{ VSS, 12303, 2, 0,
	  TEXT("An error occurred calling CoSetProxyBlanket. hr = %1 %2") },
	{ VSS, 12304, 2, 0,
	  TEXT("An error occurred trying to QI the IVssWriter event object for "
	  "IMultiInterfaceEventControl. hr = %1 %2") },
	{ VSS, 12305, 2, 0,
	  TEXT("Volume Shadow Copy Service error: Volume/disk not connected or not found. Error "
	  "context: %1. %2") },
	{ VSS, 12306, 3, 0,
	  TEXT("Database of hardware shadow copy sets is not valid. Contents are ignored. %1") },
	{ VSS, 12307, 2, 0,
	  TEXT("Cannot save database of hardware shadow copy sets: hr = %1. %2") },
	{ VSS, 12308, 2, 0,
	  TEXT("Volume %1 appears to be invalid or dismounted during shadow copy creation. %2") },
	{ VSS, 12309, 2, 0,
	  TEXT("VSS Assert Failure: %1 %2") },
	{ VSS, 12310, 2, 0,
	  TEXT("Volume Shadow Copy Service error: The shadow copy could not be committed - "
	  "operation timed out. Error context: %1. %2") },
	{ VSS, 12311, 2, MSGID_RENDER,
	  TEXT("Volume Shadow Copy Service error: Unexpected error %1: %2 hr = %3. %4") },
	{ VSS, 12312, 3, 0,
	  TEXT("Database of remote shadow copy sets is not valid. Contents are ignored. %1") },
	{ VSS, 12313, 4, 0,
	  TEXT("New database of remote shadow copy sets was created by the Volume Shadow Copy "
	  "Service. %1") },
	{ VSS, 12314, 2, 0,
	  TEXT("Cannot save database of remote shadow copy sets: hr = %1. %2") },
	{ VSS, 12315, 3, 0,
	  TEXT("Database of remote shadow copies is not valid. Contents are ignored. %1") },
	{ VSS, 12316, 4, 0,
	  TEXT("New database of remote shadow copies was created by the Volume Shadow Copy Service. "
	  "%2") },
	{ VSS, 12317, 2, 0,
	  TEXT("Cannot save database of remote shadow copies: hr = %1. %2") },
	{ VSS, 12318, 3, 0,
	  TEXT("Failed to query machine %1 for shadow copies: hr = %2. Machine is skipped. %3") },
	{ VSS, 12319, 3, 0,
	  TEXT("Failed to connect to remote machine %1 for shadow copies management. Remote machine "
	  "is unavailable: hr = %2. Make sure that this remote machine and the local machine "
	  "are both on the network. %3") },
	{ VSS, 12320, 3, 0,
	  TEXT("Failed to connect to remote machine %1 for shadow copies management. Remote machine "
	  "denies access: hr = %2. Make sure that the account running your local Volume Shadow "
	  "Copy service is authorized for shadow copy management on the remote machine. %3") },
	{ VSS, 12321, 3, 0,
	  TEXT("Failed to connect to remote machine %1 for shadow copies management. Remote machine "
	  "is unsupported: hr = %2. This error indicates that the remote machine does not "
	  "support shadow copies for shares. A common cause for this error is that the remote "
	  "machine is running a Windows version which doesn't support this capability. %3") },
	{ VSS, 12322, 4, 0,
	  TEXT("Revert operation for volume %1 has begun. Volume is being reverted to the shadow "
	  "copy with id %2. %3") },
	{ VSS, 12323, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout was encountered while trying to freeze the "
	  "Kernel Transaction Manager. This means that one or more Resource Managers failed to "
	  "commit within %1 seconds. Check the System event log for more information. %2") },
	{ VSS, 12324, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout was encountered while trying to thaw the "
	  "Kernel Transaction Manager. This means that the shadow-copy creation process took "
	  "longer than %1 seconds. %2") },
	{ VSS, 12325, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout was encountered while trying to freeze the "
	  "Distributed Transaction Manager. This means that one or more Transaction Managers "
	  "failed to commit within %1 seconds. Check the event logs for more information. %2") },
	{ VSS, 12326, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout was encountered while trying to thaw the "
	  "Distributed Transaction Manager. This means that the shadow-copy creation process "
	  "took longer than %1 seconds. %2") },
	{ VSS, 12327, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout occured while trying to take the cluster "
	  "resource %1 offline. This means that taking the resource offline took longer than "
	  "%2 seconds. %3") },
	{ VSS, 12328, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A timeout occurred while trying to bring the cluster "
	  "resource %1 online. This means that bringing the resource offline took longer than "
	  "%2 seconds. %3") },
	{ VSS, 12329, 3, 0,
	  TEXT("Volume Shadow Copy Warning: A plug-and-play devnode could not be found for the "
	  "volume while attempting to restart or remove the associated device. The function "
	  "GetHiddenVolumeDevinfo failed with %1. The operation will be continue, however some "
	  "state associated with this volume may not be cleaned up. %2") },
	{ VSS, 12330, 3, 0,
	  TEXT("Volume Shadow Copy Warning: The hardware shadow-copy volume %1 disappeared "
	  "unexpectedly. Check for any event logs reported by Plug And Play, by the hardware "
	  "provider, or by volsnap. %2") },
	{ VSS, 12331, 3, 0,
	  TEXT("Volume Shadow Copy: Attempt to dismount the volume failed with %1. Check the system "
	  "event log for more information. %2") },
	{ VSS, 12332, 3, 0,
	  TEXT("Volume Shadow Copy Warning: The provider has reported an invalid Storage Device ID "
	  "structure. %1") },
	{ VSS, 12333, 3, 0,
	  TEXT("Volume Shadow Copy Warning: The provider has reported a storage identifier that is "
	  "not supported by VSS. Codeset: %1 Type: %2 Size: %3 NextOffset: %4 Association: %5 "
	  "This identifier will be skipped by VSS. %6") },
	{ VSS, 12337, 2, 0,
	  TEXT("Volume Shadow Copy Error: After restarting the device %1, Plug and Play reports "
	  "that a reboot is required. This is an unexpected situation. %3") },
	{ VSS, 12338, 2, 0,
	  TEXT("Volume Shadow Copy Error: VSS spent more than %1 seconds trying to open and flush "
	  "all the volumes in the shadow- copy set. This caused volume %2 to timeout waiting "
	  "for the hold-writes phase of shadow-copy creation. Trying again when disk activity "
	  "is lower may solve this problem. %3") },
	{ VSS, 12339, 3, 0,
	  TEXT("Volume Shadow Copy Warning: VSS spent %1 seconds trying to open and flush the "
	  "volume %2. This might cause timeouts while flushing other volumes in the "
	  "shadow-copy set, causing the shadow-copy creation to fail. Trying again when disk "
	  "activity is lower may solve this problem. %3") },
	{ VSS, 12340, 2, 0,
	  TEXT("Volume Shadow Copy Error: VSS waited more than %1 seconds for all volumes to be "
	  "flushed. This caused volume %2 to timeout while waiting for the release-writes "
	  "phase of shadow copy creation. Trying again when disk activity is lower may solve "
	  "this problem. %3") },
	{ VSS, 12341, 3, 0,
	  TEXT("Volume Shadow Copy Warning: VSS spent %1 seconds trying to flush and hold the "
	  "volume %2. This might cause problems when other volumes in the shadow-copy set "
	  "timeout waiting for the release-writes phase, and it can cause the shadow-copy "
	  "creation to fail. Trying again when disk activity is lower may solve this problem. "
	  "%3") },
	{ VSS, 12342, 2, 0,
	  TEXT("Volume Shadow Copy Error: An error %1 was encountered while trying to initialize "
	  "the Registry Writer. This may cause future shadow-copy creations to fail. %2") },
	{ VSS, 12343, 2, 0,
	  TEXT("Volume Shadow Copy Error: An error %1 was encountered while Registry Writer was "
	  "attempting to initialize itself. This may case a shadow-copy creation to fail. "
	  "Check the Application event log for any related errors. %2") },
	{ VSS, 12344, 2, 0,
	  TEXT("Volume Shadow Copy Error: An error %1 was encountered while Registry Writer was "
	  "preparing the registry for a shadow copy. Check the Application and System event "
	  "logs for any related errors. %2") },
	{ VSS, 12345, 2, 0,
	  TEXT("Volume Shadow Copy Error: The Registry Writer experienced an out-of-space condition "
	  "while preparing the registry for a Shadow Copy. Check the Application and System "
	  "event logs for any related errors. %1") },
	{ VSS, 12346, 2, MSGID_RENDER,
	  TEXT("Volume Shadow Copy Error: An error %1 was encountered while trying to initialize "
	  "the Registry Writer. This may cause future shadow-copy creations to fail. %2") },
	{ VSS, 12347, 2, 0,
	  TEXT("Volume Shadow Copy Service error: An internal inconsistency was detected in trying "
	  "to contact shadow copy service writers. The Registry Writer failed to respond to a "
	  "query from VSS. Check to see that the Event Service and Volume Shadow Copy Service "
	  "are operating properly, and please check the Application event log for any other "
	  "events. %1") },
	{ VSS, 12348, 3, 0,
	  TEXT("Volume Shadow Copy Service warning: VSS was denied access to the root of volume %1. "
	  "Denying administrators from accessing volume roots can cause many unexpected "
	  "failures, and will prevent VSS from functioning properly. Check security on the "
	  "volume, and try the operation again. %2") },
	{ VSS, 12349, 3, 0,
	  TEXT("Volume Shadow Copy Service warning: The writer spent too much time processing it's "
	  "Freeze notification. This can cause this writer as well as other writers on the "
	  "system time to time out and fail shadow-copy creation. %1") },
	{ VSS, 12350, 2, 0,
	  TEXT("When snapshot volume %1 was restarted in the system, the restart failed. The volume "
	  "is no longer found in the system. Try a rescan from Diskmgmt.msc and see if the "
	  "volume appears. If not, try restarting the disk device then rescan. %2") },
	{ VSS, 12366, 2, 0,
	  TEXT("An unhandled exception was encountered while processing a VSS writer event callback "
	  "method. The VSS writer infrastructure is in an unstable state. Restart the service "
	  "or application that hosts the writer. Writer name: %1 Writer id: %2 Writer "
	  "instance: %3 Process command line: %4 Process ID: %5 Writer operation: %6 Writer "
	  "state: %7 Exception code: %8 Exception location: %9") },
	{ VSS, 12373, 2, 0,
	  TEXT("The Volume Shadow Copy Service was unable to load the provider with identifier %1. "
	  "Reinstall the provider and retry the operation. If the provider still fails to "
	  "load, please contact the vendor responsible for that provider. %2") },
	{ VSS, 40961, 3, 0,
	  TEXT("ASR Warning: Failed to collect disk information for ASR Backup. Reason: Unable to "
	  "obtain disk information for device %1 (Win32 error code %2).") },
	{ VSS, 40962, 2, 0,
	  TEXT("ASR Error: Fail to exclude disk #%1. Reason: The disk contains a critical volume.") },
	{ VSS, 40963, 2, 0,
	  TEXT("ASR Error: Fail to exclude dynamic pack. Reason: Some, but not all, dynamic disks "
	  "in the pack have been marked excluded.") },
	{ VSS, 40964, 2, 0,
	  TEXT("ASR Error: Fail to include critical Virtual Hard Disk (VHD) #%1. Reason: The "
	  "specified VHD is hosted on another VHD.") },
	{ VSS, 40965, 2, 0,
	  TEXT("ASR Error: Fail to include critical dynamic pack. Reason: The dynamic pack consists "
	  "of a Virtual Hard Disk (VHD) #%1.") },

	{ BACKUP, 514, 1, 0,
	  TEXT("The backup catalog is corrupted. Please recover the catalog from a backup using the "
	  "Windows Server Backup snap-in or the 'WBADMIN RESTORE CATALOG' command.") },
	{ BACKUP, 517, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed with following error code '%2' "
	  "(%3). Please review the event details for a solution, and then rerun the backup "
	  "operation once the issue is resolved.") },
	{ BACKUP, 518, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because another backup or "
	  "recovery operation is in progress. Please stop the conflicting operation, and then "
	  "rerun the backup operation.") },
	{ BACKUP, 519, 3, 0,
	  TEXT("The backup operation that started at '%1' has failed to back up volume(s) '%2'. "
	  "Please review the event details for a solution, and then rerun the backup operation "
	  "once the issue is resolved.") },
	{ BACKUP, 521, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because the Volume Shadow Copy "
	  "Service operation to create a shadow copy of the volumes being backed up failed "
	  "with following error code '%2'. Please review the event details for a solution, and "
	  "then rerun the backup operation once the issue is resolved.") },
	{ BACKUP, 522, 3, 0,
	  TEXT("There is no backup available on the storage location '%1'. Please confirm that the "
	  "storage location is not corrupted, and then create a new backup that you can use to "
	  "perform a recovery from the storage location.") },
	{ BACKUP, 523, 4, MSGID_RENDER,
	  TEXT("The system catalog has been recovered from the backup storage location '%1'.") },
	{ BACKUP, 524, 4, MSGID_RENDER,
	  TEXT("The system catalog has been deleted.") },
	{ BACKUP, 525, 3, 0,
	  TEXT("The backup operation that completed with warning(s) - Volume '%2' has developed new "
	  "bad clusters. This may be an indication of problems with your hardware. %3 bytes "
	  "have not been backed up because they could not be read. Please run the CHKDSK /R "
	  "command on '%2' and then rerun the backup operation.") },
	{ BACKUP, 526, 2, 0,
	  TEXT("The scheduled backup configuration conflicts with current Group Policy settings, "
	  "error - '%1'. The scheduled backup operation has failed due to the conflict. Please "
	  "update the settings for Group Policy or the scheduled backup.") },
	{ BACKUP, 527, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because recovery planning is "
	  "in progress through some other client. If multiple instances of the Recovery Wizard "
	  "are running on the local computer or on a computer connected to the local computer, "
	  "close these multiple instances and then rerun the backup operation.") },
	{ BACKUP, 528, 2, 0,
	  TEXT("The scheduled backup configuration conflicts with current Group Policy settings, "
	  "error - '%1' ('%2'). The scheduled backup operation that started at '%2' failed due "
	  "to the conflict. Please update the settings for Group Policy or for the scheduled "
	  "backup.") },
	{ BACKUP, 544, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because the Windows Server "
	  "Backup engine could not be contacted, error code '%2'. Please confirm that the "
	  "service is installed and enabled, and then rerun the backup operation.") },
	{ BACKUP, 545, 2, 0,
	  TEXT("The scheduled backup operation that started at '%1' has failed because the schedule "
	  "settings were not found. Please reconfigure the scheduled backup.") },
	{ BACKUP, 546, 2, 0,
	  TEXT("The backup operation attempted at '%1' has failed to start, error code '%2' (%3). "
	  "Please review the event details for a solution, and then rerun the backup operation "
	  "once the issue is resolved.") },
	{ BACKUP, 547, 3, 0,
	  TEXT("The backup operation that started at '%1' has encountered errors for the volume(s) "
	  "'%2'. Log of files not successfully backed up '%3'.") },
	{ BACKUP, 561, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because no backup storage "
	  "location could be found. Please confirm that the backup storage location is "
	  "attached and online, and then rerun the backup operation.") },
	{ BACKUP, 564, 2, 0,
	  TEXT("The backup operation that started at '%1' has failed because the remote shared "
	  "folder '%2' that you are using for a backup storage location is not writeable. "
	  "Please make sure user '%3' has write permissions for this location, and then rerun "
	  "the backup operation.") },
	{ BACKUP, 565, 2, 0,
	  TEXT("The consistency check for the component '%1'\\'%2' has failed. The application '%3' "
	  "will not be available in the backup created at '%4'. Review the event details for "
	  "information about consistency check issues.") },
	{ BACKUP, 608, 4, MSGID_RENDER,
	  TEXT("A scheduled backup has been configured to create a backup of '%1' daily at '%2'.") },
	{ BACKUP, 609, 4, MSGID_RENDER,
	  TEXT("The scheduled backup has been modified to create a backup of '%1' daily at '%2'.") },
	{ BACKUP, 610, 4, MSGID_RENDER,
	  TEXT("The scheduled backup was canceled. To create a new backup, you must reconfigure "
	  "scheduled backups or run a one-time backup operation.") },
	{ BACKUP, 611, 4, MSGID_RENDER,
	  TEXT("A scheduled backup has been configured for this computer.") },
	{ BACKUP, 612, 4, MSGID_RENDER,
	  TEXT("The scheduled backup was canceled. To create a new backup, you must reconfigure "
	  "scheduled backups or run a one-time backup operation.") },
	{ BACKUP, 656, 4, MSGID_RENDER,
	  TEXT("A new volume was detected that is not in the list of volumes to include in the "
	  "backup. Please add it to the scheduled backup configuration if you want to protect "
	  "this volume.") },
	{ BACKUP, 658, 3, 0,
	  TEXT("A volume '%1' in the list of volumes to include in the backup is missing. This "
	  "could be because the volume is dismounted, reformatted, or the disk is detached. "
	  "Please correct the issue or remove the volume from the list to back up, and then "
	  "rerun the backup operation.") },
	{ BACKUP, 1, 4, MSGID_RENDER,
	  TEXT("The backup operation has started.") },
	{ BACKUP, 2, 1, MSGID_RENDER,
	  TEXT("The backup catalog is corrupted. Please recover the catalog from a backup using the "
	  "Windows Server Backup snap-in or the WBADMIN RESTORE CATALOG command.") },
	{ BACKUP, 3, 2, MSGID_RENDER,
	  TEXT("The backup catalog on the selected disk '%1' is corrupted so that you will not be "
	  "able to perform a recovery operation from this location. Please choose a different "
	  "backup storage location.") },
	{ BACKUP, 4, 4, MSGID_RENDER,
	  TEXT("The backup operation has finished successfully.") },
	{ BACKUP, 5, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has failed with following "
	  "error code '%{HRESULT}' (%{ErrorMessage}). Please review the event details for a "
	  "solution, and then rerun the backup operation once the issue is resolved.") },
	{ BACKUP, 5, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has failed with following "
	  "error code '%{HRESULT}'. Please review the event details for a solution, and then "
	  "rerun the backup operation once the issue is resolved.") },
	{ BACKUP, 6, 2, MSGID_RENDER,
	  TEXT("The backup operation has failed because another backup or recovery operation is in "
	  "progress. Please stop the conflicting operation, and then rerun the backup "
	  "operation.") },
	{ BACKUP, 7, 3, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has completed with errors. "
	  "Please review the event details for a solution, and then rerun the backup operation "
	  "once the issue is resolved.") },
	{ BACKUP, 8, 2, MSGID_RENDER,
	  TEXT("The backup operation was canceled.") },
	{ BACKUP, 9, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupStartTime}' has failed because the "
	  "Volume Shadow Copy Service operation to create a shadow copy of the volumes being "
	  "backed up failed with following error code '%{HRESULT}'. Please review the event "
	  "details for a solution, and then rerun the backup operation once the issue is "
	  "resolved.") },
	{ BACKUP, 10, 3, MSGID_RENDER,
	  TEXT("There is no backup available on the storage location. Please confirm that the "
	  "storage location is not corrupted, and then create a new backup that you can use to "
	  "perform a recovery from the storage location.") },
	{ BACKUP, 11, 2, MSGID_RENDER,
	  TEXT("The backup of volume '%2' on the backup storage location is corrupted. Run CHKDSK "
	  "/R to determine if the storage location itself is corrupted. If needed, replace the "
	  "disk or change the storage location, and then create a new backup that can be used "
	  "to perform a recovery.") },
	{ BACKUP, 12, 2, MSGID_RENDER,
	  TEXT("The backup has some corrupted application metadata and cannot be used to perform a "
	  "recovery. Run CHKDSK /R to determine if the storage location itself is corrupted. "
	  "If needed, replace the disk or change the storage location, and then create a new "
	  "backup that can be used to perform a recovery.") },
	{ BACKUP, 13, 3, MSGID_RENDER,
	  TEXT("The backup operation has completed with warning(s) - Volume '%2' has developed new "
	  "bad clusters. This may be an indication of problems with your hardware. %3 bytes "
	  "have not been backed up because they could not be read. Please run the CHKDSK /R "
	  "command on '%2' and then rerun the backup operation.") },
	{ BACKUP, 14, 4, MSGID_RENDER,
	  TEXT("The backup operation has completed.") },
	{ BACKUP, 15, 2, MSGID_RENDER,
	  TEXT("The scheduled backup configuration conflicts with current Group Policy settings, "
	  "error - '%1'. The scheduled backup operation has failed due to the conflict. Please "
	  "update the settings for Group Policy or the scheduled backup.") },
	{ BACKUP, 16, 2, MSGID_RENDER,
	  TEXT("The backup operation has failed because recovery planning is in progress through "
	  "some other client. If multiple instances of recoveries are running on the local "
	  "computer or on a computer connected to the local computer, close these multiple "
	  "instances and then rerun the backup operation.") },
	{ BACKUP, 17, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%1' has failed because the Windows Server "
	  "Backup engine could not be contacted, error code '%2'. Please confirm that the "
	  "service is installed and enabled, and then rerun the backup operation.") },
	{ BACKUP, 18, 2, MSGID_RENDER,
	  TEXT("The scheduled backup operation that started at '%1' has failed because the schedule "
	  "settings were not found. Please reconfigure the scheduled backup.") },
	{ BACKUP, 19, 2, MSGID_RENDER,
	  TEXT("The backup operation attempted at '%{BackupTime}' has failed to start, error code "
	  "'%{HRESULT}' ('%{ErrorMessage}'). Please review the event details for a solution, "
	  "and then rerun the backup operation once the issue is resolved.") },
	{ BACKUP, 20, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has failed because another "
	  "backup or recovery operation is in progress. Please stop the conflicting operation, "
	  "and then rerun the backup operation.") },
	{ BACKUP, 21, 2, MSGID_RENDER,
	  TEXT("The scheduled backup configuration conflicts with current Group Policy settings, "
	  "error - '%{HRESULT}' ('%{ErrorMessage}'). The scheduled backup operation started at "
	  "'%{BackupTime}' has failed due to the conflict. Please update the settings for "
	  "Group Policy or the scheduled backup.") },
	{ BACKUP, 22, 2, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has failed because recovery "
	  "planning is in progress through some other client. If multiple instances of the "
	  "Recovery Wizard are running on the local computer or on a computer connected to the "
	  "local computer, close these multiple instances and then rerun the backup operation.") },
	{ BACKUP, 23, 3, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has encountered errors, some "
	  "of the files could not be backed up. Log of files successfully backed up "
	  "'%{BackupSuccessLogPath}'. Log of files not successfully backed up "
	  "'%{BackupFailureLogPath}'.") },
	{ BACKUP, 23, 3, MSGID_RENDER,
	  TEXT("The backup operation that started at '%{BackupTime}' has encountered errors.") },
	{ BACKUP, 24, 4, MSGID_RENDER,
	  TEXT("Backup started a fresh backup for volume '%1' ('%2') : [Reason: '%3']. This may "
	  "cause loss of older backup versions when backup completes.") },
	{ BACKUP, 25, 2, MSGID_RENDER,
	  TEXT("Backup failed for volume '%1' ('%2'): [Reason: '%3']. Please delete the target file "
	  "'%4' and retry backup.") },
	{ BACKUP, 49, 2, MSGID_RENDER,
	  TEXT("The backup operation has failed because no backup storage location could be found. "
	  "Please confirm that the backup storage location is attached and online, and then "
	  "rerun the backup operation.") },
	{ BACKUP, 50, 2, MSGID_RENDER,
	  TEXT("The backup operation has failed because the required space was not available on the "
	  "backup storage location. Free up space on the storage location or change the "
	  "storage location to one with enough space to run the backup.") },
	{ BACKUP, 51, 3, MSGID_RENDER,
	  TEXT("The backup storage location is running low on free space. Future backup operations "
	  "that store backups on this location may fail because of not enough space.") },
	{ BACKUP, 52, 2, MSGID_RENDER,
	  TEXT("The backup operation has failed because the remote shared folder that you are using "
	  "for a backup storage location is not writeable. Please check permissions for this "
	  "location, and then rerun the backup operation.") },
	{ BACKUP, 53, 4, MSGID_RENDER,
	  TEXT("Windows Server Backup is waiting for a DVD to be inserted into the drive.") },
	{ BACKUP, 96, 4, MSGID_RENDER,
	  TEXT("A scheduled backup has been configured for this computer.") },
	{ BACKUP, 97, 4, MSGID_RENDER,
	  TEXT("The scheduled backup for this computer has been modified.") },
	{ BACKUP, 98, 4, MSGID_RENDER,
	  TEXT("The scheduled backup was canceled. To create a new backup, you must reconfigure "
	  "scheduled backups or run a one-time backup operation.") },
	{ BACKUP, 99, 4, MSGID_RENDER,
	  TEXT("A scheduled backup has been configured for this computer.") },
	{ BACKUP, 100, 4, MSGID_RENDER,
	  TEXT("The scheduled backup was canceled. To create a new backup, you must reconfigure "
	  "scheduled backups or run a one-time backup operation.") },
	{ BACKUP, 144, 4, MSGID_RENDER,
	  TEXT("A new volume '%1' was detected that is not in the list of volumes to include in the "
	  "backup. Please add it to the scheduled backup configuration if you want to protect "
	  "this volume.") },
	{ BACKUP, 146, 3, MSGID_RENDER,
	  TEXT("A volume '%1' in the list of volumes to include in the backup is missing. This "
	  "could be because the volume is dismounted, reformatted, or the disk is detached. "
	  "Please correct the issue or remove the volume from the list to back up, and then "
	  "rerun the backup operation.") },

	{ VOLSNAP, 1, 2, 0,
	  TEXT("The shadow copy of volume %2 could not create shadow copy storage on volume %3.") },
	{ VOLSNAP, 2, 2, 0,
	  TEXT("The shadow copy of volume %2 could not be created because volume %3, which is "
	  "specified as the location for shadow copy storage, is not an NTFS volume or an "
	  "error was encountered while trying to determine the file system type of this volume.") },
	{ VOLSNAP, 3, 2, 0,
	  TEXT("The shadow copy of volume %2 could not lock down the location of the shadow copy "
	  "storage on volume %3.") },
	{ VOLSNAP, 4, 2, 0,
	  TEXT("The shadow copy of volume %2 could not be created due to insufficient resources for "
	  "worker threads.") },
	{ VOLSNAP, 5, 2, 0,
	  TEXT("The shadow copy of volume %2 could not be created due to insufficient non-paged "
	  "memory pool for a bitmap structure.") },
	{ VOLSNAP, 6, 2, 0,
	  TEXT("The shadow copy of volume %2 could not create a new paged heap. The system may be "
	  "low on virtual memory.") },
	{ VOLSNAP, 7, 2, 0,
	  TEXT("The shadow copy of volume %2 failed to query the shadow copy storage mappings on "
	  "volume %3.") },
	{ VOLSNAP, 8, 2, 0,
	  TEXT("The flush and hold writes operation on volume %2 timed out while waiting for a "
	  "release writes command.") },
	{ VOLSNAP, 9, 2, 0,
	  TEXT("The flush and hold writes operation on volume %2 timed out while waiting for file "
	  "system cleanup.") },
	{ VOLSNAP, 10, 2, 0,
	  TEXT("The shadow copy of volume %2 took too long to install.") },
	{ VOLSNAP, 13, 2, 0,
	  TEXT("The shadow copy of volume %2 could not grow its shadow copy storage on volume %3.") },
	{ VOLSNAP, 14, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because of an IO failure on volume %3.") },
	{ VOLSNAP, 15, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because of insufficient paged heap.") },
	{ VOLSNAP, 16, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because volume %3, which contains "
	  "shadow copy storage for this shadow copy, was force dismounted.") },
	{ VOLSNAP, 17, 2, 0,
	  TEXT("An attempt to flush and hold writes on volume %2 was attempted while another flush "
	  "and hold was already in progress.") },
	{ VOLSNAP, 20, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because of a failed free space "
	  "computation.") },
	{ VOLSNAP, 21, 2, 0,
	  TEXT("The flush and hold operation for volume %2 was aborted because of low available "
	  "system memory.") },
	{ VOLSNAP, 22, 2, 0,
	  TEXT("The shadow copy storage volume specified for shadow copies on volume %2 could not "
	  "be added.") },
	{ VOLSNAP, 23, 2, 0,
	  TEXT("There was insufficient disk space on volume %3 to create the shadow copy of volume "
	  "%2. Shadow copy storage creation failed.") },
	{ VOLSNAP, 24, 3, 0,
	  TEXT("There was insufficient disk space on volume %3 to grow the shadow copy storage for "
	  "shadow copies of %2. As a result of this failure all shadow copies of volume %2 are "
	  "at risk of being deleted.") },
	{ VOLSNAP, 25, 2, 0,
	  TEXT("The shadow copies of volume %2 were deleted because the shadow copy storage could "
	  "not grow in time. Consider reducing the IO load on the system or choose a shadow "
	  "copy storage volume that is not being shadow copied.") },
	{ VOLSNAP, 27, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted during detection because a critical "
	  "control file could not be opened.") },
	{ VOLSNAP, 28, 2, 0,
	  TEXT("The shadow copy of volume %2 could not be created due to a failure in creating the "
	  "necessary on disk structures.") },
	{ VOLSNAP, 29, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted during detection.") },
	{ VOLSNAP, 30, 3, 0,
	  TEXT("An unfinished create of a shadow copy of volume %2 was deleted.") },
	{ VOLSNAP, 31, 2, 0,
	  TEXT("A control item for shadow copies of volume %2 was lost during detection.") },
	{ VOLSNAP, 32, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because the shadow copy storage volume "
	  "was not present.") },
	{ VOLSNAP, 33, 4, 0,
	  TEXT("The oldest shadow copy of volume %2 was deleted to keep disk space usage for shadow "
	  "copies of volume %2 below the user defined limit.") },
	{ VOLSNAP, 35, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because the shadow copy storage failed "
	  "to grow.") },
	{ VOLSNAP, 36, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because the shadow copy storage could "
	  "not grow due to a user imposed limit.") },
	{ VOLSNAP, 38, 3, 0,
	  TEXT("There was a user imposed limit that prevented disk space on volume %3 from being "
	  "used to grow the shadow copy storage for shadow copies of %2. As a result of this "
	  "failure all shadow copies of volume %2 are at risk of being deleted.") },
	{ VOLSNAP, 39, 2, 0,
	  TEXT("When preparing a new volume shadow copy for volume %2, the shadow copy storage on "
	  "volume %3 could not be located in non-critical space. Consider using a shadow copy "
	  "storage volume that does not have any shadow copies.") },
	{ VOLSNAP, 40, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because volume %3 has been dismounted.") },
	{ VOLSNAP, 41, 2, 0,
	  TEXT("When preparing a new volume shadow copy for volume %2, the shadow copy storage on "
	  "volume %3 did not have sufficiently large contiguous blocks. Consider deleting "
	  "unnecessary files on the shadow copy storage volume or use a different shadow copy "
	  "storage volume.") },
	{ VOLSNAP, 48, 2, 0,
	  TEXT("When preparing a new volume shadow copy for volume %2, the shadow copy storage on "
	  "volume %3 did not have sufficiently large contiguous blocks. A shadow copy create "
	  "computation is in progress to find more contiguous blocks.") },
	{ VOLSNAP, 58, 4, 0,
	  TEXT("The oldest shadow copy of volume %2 was deleted to keep the total number of shadow "
	  "copies of volume %2 below a limit.") },
	{ VOLSNAP, 59, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because the shadow copy storage volume "
	  "was not present in time during a previous session.") },
	{ VOLSNAP, 60, 2, 0,
	  TEXT("The shadow copies of volume %2 were aborted because volume %3, which contains "
	  "shadow copy storage for this shadow copy, has been taken offline.") },
	{ VOLSNAP, 61, 3, 0,
	  TEXT("The revert operation on volume %2 encountered a bad sector error. Please validate "
	  "the data on this volume.") },
	{ VOLSNAP, 62, 3, 0,
	  TEXT("The revert operation on volume %2 stopped because of the loss of a volume. When the "
	  "volume is re-introduced, the revert will continue. You may have to reboot to "
	  "trigger the revert.") },
	{ VOLSNAP, 63, 2, 0,
	  TEXT("An error occurred while trying to delete a snapshot of %2. The delete will be "
	  "retried at a later time.") },
	{ VOLSNAP, 64, 4, 0,
	  TEXT("Volume %2 is being reverted to the state of a previous shadow copy.") },
	{ VOLSNAP, 65, 4, 0,
	  TEXT("The reverting of volume %2 is being restarted. This is most likely because of a "
	  "system shutdown or a system crash.") },
	{ VOLSNAP, 66, 4, 0,
	  TEXT("The reverting of volume %2 to the state of a previous shadow copy is complete.") },
	{ VOLSNAP, 67, 2, 0,
	  TEXT("The shadow copy of volume %2 being created failed to install.") },
	{ VOLSNAP, 95, 4, 0,
	  TEXT("The oldest shadow copy of volume %2 was deleted to allow shadow copies created "
	  "afterward and marked for delete to be deleted.") },

	{ SCM, 7036, 4, 0,
	  TEXT("The %1 service entered the %2 state.") },
	{ SCM, 7040, 4, 0,
	  TEXT("The start type of the %1 service was changed from %2 to %3.") },
	{ SCM, 7045, 4, 0,
	  TEXT("A service was installed in the system. Service Name: %1 Service File Name: %2 "
	  "Service Type: %3 Service Start Type: %4 Service Account: %5") },
	{ SCM, 7000, 2, 0,
	  TEXT("The %1 service failed to start due to the following error: %2") },
	{ SCM, 7001, 2, 0,
	  TEXT("The %1 service depends on the %2 service which failed to start because of the "
	  "following error: %3") },
	{ SCM, 7003, 2, 0,
	  TEXT("The %1 service depends on the following service: %2. This service might not be "
	  "installed.") },
	{ SCM, 7009, 2, 0,
	  TEXT("A timeout was reached (%1 milliseconds) while waiting for the %2 service to connect.") },
	{ SCM, 7011, 2, 0,
	  TEXT("A timeout (%1 milliseconds) was reached while waiting for a transaction response "
	  "from the %2 service.") },
	{ SCM, 7022, 2, 0,
	  TEXT("The %1 service hung on starting.") },
	{ SCM, 7023, 2, 0,
	  TEXT("The %1 service terminated with the following error: %2") },
	{ SCM, 7024, 2, 0,
	  TEXT("The %1 service terminated with the following service-specific error: %2") },
	{ SCM, 7026, 2, 0,
	  TEXT("The following boot-start or system-start driver(s) did not load: %1") },
	{ SCM, 7030, 2, 0,
	  TEXT("The %1 service is marked as an interactive service. However, the system is "
	  "configured to not allow interactive services. This service may not function "
	  "properly.") },
	{ SCM, 7031, 2, 0,
	  TEXT("The %1 service terminated unexpectedly. It has done this %2 time(s). The following "
	  "corrective action will be taken in %3 milliseconds: %5.") },
	{ SCM, 7032, 2, 0,
	  TEXT("The Service Control Manager tried to take a corrective action (%2) after the "
	  "unexpected termination of the %3 service, but this action failed with the following "
	  "error: %4") },
	{ SCM, 7034, 2, 0,
	  TEXT("The %1 service terminated unexpectedly. It has done this %2 time(s).") },
	{ SCM, 7038, 2, 0,
	  TEXT("The %1 service was unable to log on as %2 with the currently configured password "
	  "due to the following error: %3 To ensure that the service is configured properly, "
	  "use the Services snap-in in Microsoft Management Console (MMC).") },
	{ SCM, 7041, 2, 0,
	  TEXT("The %1 service was unable to log on as %2 with the currently configured password "
	  "due to the following error: Logon failure: the user has not been granted the "
	  "requested logon type at this computer. Service: %1 Domain and account: %2") },
	{ SCM, 7043, 2, 0,
	  TEXT("The %1 service did not shut down properly after receiving a preshutdown control.") },

	{ CAPI2, 256, 2, 0,
	  TEXT("The Cryptographic Services service failed to initialize the Catalog Database. The "
	  "error was: %1 : %2.") },
	{ CAPI2, 257, 2, 0,
	  TEXT("The Cryptographic Services service failed to initialize the Catalog Database. The "
	  "ESENT error was: %1.") },
	{ CAPI2, 512, 2, 0,
	  TEXT("The Cryptographic Services service failed to initialize the VSS backup \"System "
	  "Writer\" object.%1.") },
	{ CAPI2, 513, 2, 0,
	  TEXT("Cryptographic Services failed while processing the OnIdentity() call in the System "
	  "Writer Object.%1.") },
	{ CAPI2, 4099, 2, 0,
	  TEXT("Failed auto update retrieval of third-party root list cab from: <%1> with error: %2.") },
	{ CAPI2, 4101, 2, 0,
	  TEXT("Failed auto update retrieval of third-party root certificate from: <%1> with error: "
	  "%2.") },
	{ CAPI2, 4104, 2, 0,
	  TEXT("Failed auto update retrieval of third-party root list sequence number from: <%1> "
	  "with error: %2.") },
	{ CAPI2, 4107, 2, 0,
	  TEXT("Failed extract of third-party root list from auto update cab at: <%1> with error: "
	  "%2.") },

	{ DCOM, 10001, 2, 0,
	  TEXT("Unable to start a DCOM Server: %3 as %4/%5. The error: \"%2\" Happened while "
	  "starting this command: %1") },
	{ DCOM, 10005, 2, 0,
	  TEXT("DCOM got error \"%1\" attempting to start the service %2 with arguments \"%3\" in "
	  "order to run the server: %4") },
	{ DCOM, 10010, 2, 0,
	  TEXT("The server %1 did not register with DCOM within the required timeout.") },
	{ DCOM, 10015, 2, 0,
	  TEXT("The machine wide limit settings do not grant %1 %2 permission for the COM Server "
	  "application with CLSID %3 and APPID %4 to the user %5\\%6 SID (%7) from address %8 "
	  "running in the application container %9 SID (%10). This security permission can be "
	  "modified using the Component Services administrative tool.") },
	{ DCOM, 10016, 2, 0,
	  TEXT("The %1 permission settings do not grant %2 %3 permission for the COM Server "
	  "application with CLSID %4 and APPID %5 to the user %6\\%7 SID (%8) from address %9 "
	  "running in the application container %10 SID (%11). This security permission can be "
	  "modified using the Component Services administrative tool.") },
	{ DCOM, 10002, 2, 0,
	  TEXT("Access denied attempting to launch a DCOM Server. The server is: %1 The user is "
	  "%2/%3, SID=%4.") },

	{ EVENTSYSTEM, 4354, 3, 0,
	  TEXT("The COM+ Event System failed to fire the %2 method on event class %3 for publisher "
	  "%4 and subscriber %5. The display name of the subscription is \"%6\". The HRESULT "
	  "was %1.") },
	{ EVENTSYSTEM, 4355, 2, 0,
	  TEXT("The COM+ Event System could not determine the name of the current user. A call to "
	  "%3 returned error code %1: \"%2\"") },
	{ EVENTSYSTEM, 4356, 3, 0,
	  TEXT("The COM+ Event System failed to create an instance of the subscriber %2. %3 "
	  "returned HRESULT %1.") },
	{ EVENTSYSTEM, 4609, 2, 0,
	  TEXT("The COM+ Event System detected a bad return code during its internal processing. "
	  "HRESULT was %3 from line %2 of %1. This warning may be expected if the computer is "
	  "low on resources. If the computer is not low on resources, and these warnings "
	  "persist, it may indicate a problem in the COM+ Event System.") },
	{ EVENTSYSTEM, 4611, 2, 0,
	  TEXT("The COM+ Event System detected an unexpected null pointer during its internal "
	  "processing, at line %2 of %1. This warning may be expected if the computer is low "
	  "on resources. If the computer is not low on resources, and these warnings persist, "
	  "it may indicate a problem in the COM+ Event System.") },
	{ EVENTSYSTEM, 4613, 2, 0,
	  TEXT("The COM+ Event System detected an unexpected error from a Win32 API call at line %2 "
	  "of %1. A call to %3 failed with error code %5: \"%4\" This warning may be expected "
	  "if the computer is low on resources. If the computer is not low on resources, and "
	  "these warnings persist, it may indicate a problem in the COM+ Event System.") },
	{ EVENTSYSTEM, 4614, 2, 0,
	  TEXT("The COM+ Event System detected an inconsistency in its internal state. The "
	  "assertion \"%3\" failed at line %2 of %1. This warning may be expected if the "
	  "computer is low on resources. If the computer is not low on resources, and these "
	  "warnings persist, it may indicate a problem in the COM+ Event System.") },
	{ EVENTSYSTEM, 4627, 2, 0,
	  TEXT("The COM+ Event System timed out attempting to fire the %2 method on event class %3 "
	  "for publisher %4 and subscriber %5. The subscriber failed to respond within %7 "
	  "seconds. The display name of the subscription is \"%6\". The HRESULT was %1.") },
	{ EVENTSYSTEM, 4621, 2, 0,
	  TEXT("The COM+ Event System could not remove the %2 object %3. Object name: %4 Object "
	  "description: %5 The HRESULT was %1.") },
	{ EVENTSYSTEM, 4622, 2, 0,
	  TEXT("The COM+ Event System could not marshal the subscriber for subscription %2. The "
	  "HRESULT was %1.") },

	{ DISK, 51, 3, 0,
	  TEXT("An error was detected on device %1 during a paging operation.") },
	{ DISK, 52, 3, 0,
	  TEXT("The driver has detected that device %1 has predicted that it will fail. Immediately "
	  "back up your data and replace your hard disk drive. A failure may be imminent.") },
	{ DISK, 129, 3, 0,
	  TEXT("Reset to device, %1, was issued.") },
	{ DISK, 153, 3, 0,
	  TEXT("The IO operation at logical block address %2 for Disk %3 (PDO name: %4) was retried.") },
	{ DISK, 157, 3, 0,
	  TEXT("Disk %2 has been surprise removed.") },
	{ DISK, 5, 2, 0,
	  TEXT("A parity error was detected on %1.") },
	{ DISK, 7, 2, 0,
	  TEXT("The device, %1, has a bad block.") },
	{ DISK, 9, 2, 0,
	  TEXT("The device, %1, did not respond within the timeout period.") },
	{ DISK, 11, 2, 0,
	  TEXT("The driver detected a controller error on %1.") },
	{ DISK, 15, 2, 0,
	  TEXT("The device, %1, is not ready for access yet.") },
	{ DISK, 154, 2, 0,
	  TEXT("The IO operation at logical block address %2 for Disk %3 (PDO name: %4) failed due "
	  "to a hardware error.") },

	{ NTFS, 55, 2, 0,
	  TEXT("The file system structure on the disk is corrupt and unusable. Please run the "
	  "chkdsk utility on the volume %2.") },
	{ NTFS, 55, 2, 0,
	  TEXT("A corruption was discovered in the file system structure on volume %1. %8") },
	{ NTFS, 57, 3, 0,
	  TEXT("The system failed to flush data to the transaction log. Corruption may occur.") },

	{ MSNTFS, 98, 4, MSGID_RENDER,
	  TEXT("Volume %1 (%2) %3") },

	{ NTFS, 137, 2, 0,
	  TEXT("The default transaction resource manager on volume %2 encountered a non-retryable "
	  "error and could not start. The data contains the error code.") },

	{ MSNTFS, 140, 3, 0,
	  TEXT("The system failed to flush data to the transaction log. Corruption may occur in "
	  "VolumeId: %1, DeviceName: %2. (%3)") },

	{ ESENT, 212, 4, 0,
	  TEXT("%1 (%2) %3A shadow copy backup is starting.") },
	{ ESENT, 454, 2, 0,
	  TEXT("%1 (%2) %3Database recovery/restore failed with unexpected error %4.") },
	{ ESENT, 455, 2, 0,
	  TEXT("%1 (%2) %3Error %5 occurred while opening logfile %4.") },
	{ ESENT, 467, 2, 0,
	  TEXT("%1 (%2) %3Database %6: Index %4 of table %5 is corrupted (%7).") },
	{ ESENT, 474, 2, 0,
	  TEXT("%1 (%2) %3The database page read from the file \"%4\" at offset %5 (database page "
	  "%10) for %6 bytes failed verification due to a page checksum mismatch. The stored "
	  "checksum was %8 and the computed checksum was %9. The read operation will fail with "
	  "error %7. If this condition persists then please restore the database from a "
	  "previous backup. This problem is likely due to faulty hardware.") },
	{ ESENT, 475, 2, 0,
	  TEXT("%1 (%2) %3The database page read from the file \"%4\" at offset %5 for %6 bytes "
	  "failed verification due to a page number mismatch. The expected page number was %8 "
	  "and the stored page number was %9. The read operation will fail with error %7. If "
	  "this condition persists then please restore the database from a previous backup. "
	  "This problem is likely due to faulty hardware.") },
	{ ESENT, 482, 2, 0,
	  TEXT("%1 (%2) %3An attempt to write to the file \"%4\" at offset %5 for %6 bytes failed "
	  "after %10 seconds with system error %8: \"%9\". The write operation will fail with "
	  "error %7. If this error persists then the file may be damaged and may need to be "
	  "restored from a previous backup.") },
	{ ESENT, 489, 2, 0,
	  TEXT("%1 (%2) %3An attempt to open the file \"%4\" for read only access failed with "
	  "system error %6: \"%7\". The open file operation will fail with error %5.") },
	{ ESENT, 490, 2, 0,
	  TEXT("%1 (%2) %3An attempt to open the file \"%4\" for read / write access failed with "
	  "system error %6: \"%7\". The open file operation will fail with error %5.") },
	{ ESENT, 494, 2, 0,
	  TEXT("%1 (%2) %3Database recovery failed with error %4 because it encountered references "
	  "to a database, '%5', which is no longer present. The database was not brought to a "
	  "Clean Shutdown state before it was removed (or possibly moved or renamed). The "
	  "database engine will not permit recovery to complete for this instance until the "
	  "missing database is re-instated.") },
	{ ESENT, 508, 3, 0,
	  TEXT("%1 (%2) %3A request to write to the file \"%4\" at offset %5 for %6 bytes "
	  "succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. "
	  "This problem is likely due to faulty hardware. Please contact your hardware vendor "
	  "for further assistance diagnosing the problem.") },
	{ ESENT, 510, 3, 0,
	  TEXT("%1 (%2) %3A request to write to the file \"%4\" at offset %5 for %6 bytes "
	  "succeeded, but took an abnormally long time (%7 seconds) to be serviced by the OS. "
	  "In addition, %8 other I/O requests to this file have also taken an abnormally long "
	  "time to be serviced since the last message regarding this problem was posted %9 "
	  "seconds ago. This problem is likely due to faulty hardware.") },
	{ ESENT, 513, 3, 0,
	  TEXT("%1 (%2) %3The system has serviced a %4 task but it took an abnormally long time (%5 "
	  "seconds to be dispatched, %6 seconds to be executed). In addition, %7 other %4 "
	  "tasks have also taken an abnormally long time to be serviced since the last message "
	  "regarding this problem was posted %8 seconds ago.") },
	{ ESENT, 2000, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy function %4() = %5.") },
	{ ESENT, 2001, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 freeze started.") },
	{ ESENT, 2002, 2, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 encountered error %5 on freeze.") },
	{ ESENT, 2003, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 freeze ended.") },
	{ ESENT, 2004, 2, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 freeze timed-out (%5 ms).") },
	{ ESENT, 2005, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 starting. This will be a Full shadow copy.") },
	{ ESENT, 2006, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 completed successfully.") },
	{ ESENT, 2007, 4, 0,
	  TEXT("%1 (%2) %3Shadow copy instance %4 aborted.") },

	{ SQLWRITER, 24583, 2, 0,
	  TEXT("Sqllib error: OLEDB Error encountered calling %1. hr = %2. SQLSTATE: %3, Native "
	  "Error: %4") },
	{ SQLWRITER, 24582, 2, 0,
	  TEXT("Sqllib error: Database %1 of SQL Server instance %2 is stored on multiple volumes, "
	  "only some of which are being shadowed.") },
	{ SQLVDI, 1, 2, 0,
	  TEXT("SQLVDI: Loc=%1. Desc=%2. ErrorCode=(%3)") },

	/* Windows Server 2003 and 2008 */
	{ VSS, 12302, 2, MSGID_OTHER,
	  TEXT("Volume Shadow Copy Service error: An internal inconsistency was detected in trying "
	  "to contact shadow copy service writers. Please check to see that the Event Service and "
	  "Volume Shadow Copy Service are operating properly.") },
	{ VSS, 38, 2, MSGID_OTHER,
	  TEXT("Volume Shadow Copy Service error: Either the COM+ Event System service "
	  "(EventSystem) or the COM+ System Application service (COMSysApp) is disabled. Please "
	  "enable the service and try again.") },
	{ VSS, 39, 2, MSGID_OTHER,
	  TEXT("Volume Shadow Copy Service error: The Volume Shadow Copy service (VSS) is disabled. "
	  "Please enable the service and try again.") },
	{ VSS, 40, 2, MSGID_OTHER,
	  TEXT("Volume Shadow Copy Service error: The Microsoft Software Shadow Copy Provider "
	  "(SWPRV) service is disabled. Please enable the service and try again.") },
	{ VSS, 4001, 2, MSGID_OTHER,
	  TEXT("Volume Shadow Copy Service error: Cannot find diff areas for creating shadow "
	  "copies. Please add at least one NTFS drive to the system with enough free space.") },
	{ BACKUP, 517, 2, MSGID_OTHER,
	  TEXT("Backup started at '%1' failed with following error code '%2' (%3). Please rerun "
	  "backup once issue is resolved.") },
	{ BACKUP, 521, 2, MSGID_OTHER,
	  TEXT("Backup started at '%1' failed as Volume Shadow copy operation failed for backup "
	  "volumes with following error code '%2'.") },

	{ APPERROR, 1000, 2, 0,
	  TEXT("Faulting application name: %1, version: %2, time stamp: 0x%3 Faulting module name: %4, "
	  "version: %5, time stamp: 0x%6 Exception code: 0x%7 Fault offset: 0x%8 Faulting process id: "
	  "0x%9 Faulting application start time: 0x%10 Faulting application path: %11 Faulting module "
	  "path: %12 Report Id: %13") },

	/* German */
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("Name der fehlerhaften Anwendung: %1, Version: %2, Zeitstempel: 0x%3 Name des "
	  "fehlerhaften Moduls: %4, Version: %5, Zeitstempel: 0x%6 Ausnahmecode: 0x%7") },
	{ VSS, 8194, 2, MSGID_OTHER,
	  TEXT("Volumeschattenkopie-Dienstfehler: Beim Abfragen nach der Schnittstelle "
	  "\"IVssWriterCallback\" ist ein unerwarteter Fehler aufgetreten. hr = %1") },
	/* French */
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("Nom de l'application défaillante %1, version : %2, horodatage : 0x%3 Nom du module "
	  "défaillant : %4, version : %5, horodatage : 0x%6 Code d'exception : 0x%7") },
	{ VSS, 12289, 2, MSGID_OTHER,
	  TEXT("Erreur du service de cliché instantané des volumes : erreur inattendue %1. hr = %2") },
	{ VSS, 8193, 2, MSGID_OTHER,
	  TEXT("Erreur du service de cliché instantané des volumes : erreur inattendue lors de "
	  "l'appel de la routine %1. hr = %2") },
	/* Spanish */
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("Nombre de la aplicación con errores: %1, versión: %2, marca de tiempo: 0x%3 Nombre del "
	  "módulo con errores: %4, versión: %5, marca de tiempo: 0x%6 Código de excepción: 0x%7") },
	/* Russian */
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("Имя сбойного приложения: %1, версия: %2, отметка времени: 0x%3 Имя сбойного модуля: %4, "
	  "версия: %5, отметка времени 0x%6 Код исключения: 0x%7") },
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("Имя сбойного приложения: %1, версия: %2, метка времени: 0x%3 Имя сбойного модуля: %4, "
	  "версия: %5, метка времени: 0x%6 Код исключения: 0x%7") },
	/* Japanese */
	{ APPERROR, 1000, 2, MSGID_OTHER,
	  TEXT("障害が発生しているアプリケーション名: %1、バージョン: %2、タイム スタンプ: 0x%3 障害が発生しているモジュール名: "
	  "%4、バージョン: %5、タイム スタンプ: 0x%6 例外コード: 0x%7") },
	{ VSS, 8193, 2, MSGID_OTHER,
	  TEXT("ボリューム シャドウ コピー サービス エラー: ルーチン %1 の呼び出し中に予期しないエラーが発生しました") },
	{ VSS, 12289, 2, MSGID_OTHER,
	  TEXT("ボリューム シャドウ コピー サービス エラー: 予期しないエラー %1 です。hr = %2") },
	{ VSS, 12292, 2, MSGID_OTHER,
	  TEXT("ボリューム シャドウ コピー サービス エラー: CLSID %1 でシャドウ コピー プロバイダー COM") },
	{ VSS, 8229, 3, MSGID_OTHER,
	  TEXT("エラー %1により、VSS ライターはイベントを拒否しました。") },
	{ BACKUP, 517, 2, MSGID_OTHER,
	  TEXT("%1' に開始したバックアップ操作は、次のエラー コード '%2' (%3) のため失敗しました。") },
	{ DISK, 153, 3, MSGID_OTHER,
	  TEXT("ディスク %3 (PDO 名: %4) の論理ブロック アドレス %2 で IO 操作が再試行されました。") },
};
/* clang-format on */

const size_t msgid_rows = ARRAY_SIZE(msgid_table);
