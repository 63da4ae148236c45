/* t_p_wbadmin.c - runs, sentences and versions of wbadmin; what is close to one but none */
#include "parsers/wbadmin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#include "observe.h"
#include "parsers/limits.h"
#include "parsers/wbsay.h"
#include "parsers/wbversions.h"

#define BANNER                                     \
	"wbadmin 1.0 - Backup command-line tool\n" \
	"(C) Copyright Microsoft Corporation. All rights reserved.\n\n"

static size_t all(struct parse *p, const struct text *t, size_t i)
{
	static text_parser *const parser[] = { wbadmin_parse, wbversions_parse, wbsay_parse };
	size_t used = 0;

	for (size_t k = 0; !used && k < ARRAY_SIZE(parser); k++)
		used = parser[k](p, t, i);
	assert_true(used <= t->n - i);
	return used;
}

static void rows(void **state)
{
	/* clang-format off */
	static const struct {
		const char *command, *text, *expected;
	} row[] = {
		/* Windows Server 2008, stopped by the engine */
		{ "wbadmin start systemstatebackup -backuptarget:h:",
		  "wbadmin 1.0 - Backup command-line tool\n(C) Copyright 2004 Microsoft Corp.\n\n"
		  "Starting System State Backup [17/06/2010 22:15]\nRetrieving volume information...\n\n"
		  "This would backup the system state from volume(s) System(C:) to h:.\n"
		  "Do you want to start the backup operation?\n[Y] Yes [N] No y\n\n"
		  "Creating the shadow copy of volumes requested for backup.\n\n"
		  "System writer is not found in the backup.\n",
		  "13 message tool=wbadmin command=\"wbadmin start systemstatebackup -backuptarget:h:\" "
		  "code=0x80780102 text=\"System writer is not found in the backup.\"\n"
		  "1 run kind=system-state outcome=failed start=2010-06-17T22:15:00 target=h: "
		  "volumes=\"System(C:)\" code=0x80780102 phase=shadow-copy tool=wbadmin "
		  "message=\"System writer is not found in the backup.\"\n" },
		/* later words, success */
		{ "", BANNER "Starting to back up the system state [5/21/2026 10:00 PM]...\n"
		  "The backup operation successfully completed.\n"
		  "The backup of the system state successfully completed [5/21/2026 10:19 PM].\n"
		  "Log of files successfully backed up:\n"
		  "C:\\Windows\\Logs\\WindowsServerBackup\\Backup-21-05-2026_20-00-04.log\n",
		  "1 run kind=system-state outcome=ok start=2026-05-21T22:00:00 end=2026-05-21T22:19:00 "
		  "log=\"C:\\\\Windows\\\\Logs\\\\WindowsServerBackup\\\\Backup-21-05-2026_20-00-04.log\" "
		  "tool=wbadmin message=\"The backup operation successfully completed.\"\n" },
		/* 100 per cent copied is no success */
		{ "", "Creating a backup of volume (D:), copied (100%).\n",
		  "1 run kind=backup phase=copy tool=wbadmin\n" },
		/* a plan that is wrapped */
		{ "", BANNER "This will back up the system state from volume(s)\n"
		  "System Reserved (350.00 MB), (C:), and associated system volumes to\n\\\\nas2\\wsb.\n",
		  "1 run kind=system-state target=\"\\\\\\\\nas2\\\\wsb\" volumes=\"System Reserved (350.00 MB), "
		  "(C:), and associated system volumes\" phase=volumes tool=wbadmin\n" },
		/* the answer was no */
		{ "", "This will back up (C:) to E:.\nDo you want to start the backup operation?\n"
		  "[Y] Yes [N] No N\n",
		  "1 run kind=backup outcome=canceled target=E: volumes=\"(C:)\" phase=volumes tool=wbadmin "
		  "message=\"[Y] Yes [N] No N\"\n" },
		{ "", "The backup operation was canceled.\n",
		  "1 message tool=wbadmin text=\"The backup operation was canceled.\"\n"
		  "1 run kind=backup outcome=canceled tool=wbadmin "
		  "message=\"The backup operation was canceled.\"\n" },
		{ "", "The backup operation completed with warnings.\n",
		  "1 run kind=backup outcome=warnings tool=wbadmin "
		  "message=\"The backup operation completed with warnings.\"\n" },
		/* the trailer of Windows Server 2008, with the detail below */
		{ "", "Backup of system state failed [2/3/2011 6:00 PM]\nLog of files for which backup failed\n"
		  "'C:\\Windows\\Logs\\WindowsServerBackup\\SystemStateBackup_Error 03-02-2011 18-00-00.log'\n"
		  "Enumeration of the files failed.\n"
		  "The file name, directory name, or volume label syntax is incorrect.\n",
		  "1 message tool=wbadmin text=\"Backup of system state failed [2/3/2011 6:00 PM]\"\n"
		  "4 message tool=wbadmin code=0x8078010d,0x8007007b text=\"Enumeration of the files failed. "
		  "The file name, directory name, or volume label syntax is incorrect.\"\n"
		  "1 run kind=system-state outcome=failed end=2011-02-03T18:00:00? code=0x8078010d "
		  "detail=0x8007007b log=\"C:\\\\Windows\\\\Logs\\\\WindowsServerBackup\\\\SystemStateBackup_Error "
		  "03-02-2011 18-00-00.log\" tool=wbadmin message=\"Enumeration of the files failed. The file "
		  "name, directory name, or volume label syntax is incorrect.\"\n" },
		/* a recovery */
		{ "", BANNER "You have chosen to recover the file(s) d:\\data\\a.db from the\n"
		  "backup created on 5/21/2026 10:00 PM to D:\\back\\.\n"
		  "Recovery of d:\\data\\a.db to D:\\back\\ successfully completed.\n",
		  "1 run kind=recovery outcome=ok target=\"D:\\\\back\\\\\" tool=wbadmin "
		  "message=\"Recovery of d:\\\\data\\\\a.db to D:\\\\back\\\\ successfully completed.\"\n" },
		/* words that are not known: a failure only with a code */
		{ "wbadmin start backup -backuptarget:\\\\nas2\\wsb", BANNER "The sky is too low to back up.\n",
		  "4 message tool=wbadmin command=\"wbadmin start backup -backuptarget:\\\\\\\\nas2\\\\wsb\" "
		  "text=\"The sky is too low to back up.\"\n"
		  "1 run kind=backup tool=wbadmin message=\"The sky is too low to back up.\"\n" },
		{ "wbadmin start backup -backuptarget:\\\\nas2\\wsb", BANNER "Zugriff auf nas2 unmöglich: "
		  "Zugriff verweigert\n",
		  "4 message tool=wbadmin command=\"wbadmin start backup -backuptarget:\\\\\\\\nas2\\\\wsb\" "
		  "code=0x80070005 text=\"Zugriff auf nas2 unmöglich: Zugriff verweigert\"\n"
		  "1 run kind=backup outcome=failed code=0x80070005 tool=wbadmin "
		  "message=\"Zugriff auf nas2 unmöglich: Zugriff verweigert\"\n" },
		/* what follows a finished run is not the tool's */
		{ "", BANNER "The backup operation successfully completed.\n\nI wonder what to do next.\n",
		  "1 run kind=backup outcome=ok tool=wbadmin "
		  "message=\"The backup operation successfully completed.\"\n" },
		/* a change of the schedule is no run */
		{ "wbadmin enable backup -schedule:21:00", BANNER "Retrieving volume information...\n"
		  "The scheduled backup settings:\nVolumes in backup: C:\nScheduled backup is enabled.\n",
		  "7 message tool=wbadmin command=\"wbadmin enable backup -schedule:21:00\" "
		  "text=\"Scheduled backup is enabled.\"\n" },
		{ "", BANNER "Disk name       : Vendor USB Device\nTotal space     : 1.20 TB\n"
		  "Volumes         : F:[Data 2],G:[G:]\n",
		  "6 volume path=\"f:\\\\\" label=\"Data 2\"\n6 volume path=\"g:\\\\\" label=G:\n" },
		/* sentences in prose: quoted, wrapped, cited in a mail, with curly quotes */
		{ "", "It says “System writer is not found in the backup.” daily\n",
		  "1 message tool=wbadmin code=0x80780102 text=\"System writer is not found in the backup.\"\n"
		  "1 run kind=system-state outcome=failed code=0x80780102 tool=wbadmin "
		  "message=\"System writer is not found in the backup.\"\n" },
		{ "", "> The backup storage location is invalid. You cannot use a\n"
		  "> volume that is included in the backup as a storage location.\n",
		  "1 message tool=wbadmin text=\"The backup storage location is invalid. You cannot use a volume "
		  "that is included in the backup as a storage location.\"\n" },
		{ "", "枚举文件失败。\n参数不正确。\n",
		  "1 message tool=wbadmin code=0x8078010d,0x80070057 text=\"枚举文件失败。 参数不正确。\"\n"
		  "1 run kind=backup outcome=failed code=0x8078010d detail=0x80070057 tool=wbadmin "
		  "message=\"枚举文件失败。 参数不正确。\"\n" },
		/* ... the same words in a program's log */
		{ "", "枚举文件失败: x.cpp\n", "" },
		{ "", "the system writer is not found in the backups of others\n", "" },
		{ "", "ERROR - the printer is on fire\n", "" },
		{ "", "ERROR - The catalog of the backup is gone.\n",
		  "1 message tool=wbadmin text=\"ERROR - The catalog of the backup is gone.\"\n" },
		/* said twice, observed once */
		{ "", "The location for backup is a critical volume.\nThe location for backup is a critical "
		  "volume.\n",
		  "1 message tool=wbadmin text=\"The location for backup is a critical volume.\"\n" },
		/* other programs */
		{ "", "ANE4251W System Writer file '\\\\srv17\\c$\\Tools\\probe.sys': not found.\n",
		  "1 message tool=dsmc text=\"System Writer file '\\\\\\\\srv17\\\\c$\\\\Tools\\\\probe.sys': "
		  "not found.\"\n1 file path=\"c:\\\\tools\\\\probe.sys\" present=no\n" },
		{ "", "Job failed. VSS asynchronous operation is not completed. Operation: [Freeze]. "
		  "Code: [0x800423f4].\n",
		  "1 message tool=veeam code=0x800423f4 text=\"VSS asynchronous operation is not completed. "
		  "Operation: [Freeze]. Code: [0x800423f4].\"\n" },
		{ "", "error: failed to create snapshot for [d:\\]: VSS error: async operation pending\n",
		  "1 message tool=restic text=\"failed to create snapshot for [d:\\\\]: VSS error: async operation "
		  "pending\"\n" },
		/* versions */
		{ "", "Heure de la sauvegarde : 21/05/2026 22:00\nCible de la sauvegarde : Disque fixe E:\n"
		  "Identificateur de version : 05/21/2026-20:00\nPeut récupérer : Volume(s)\n",
		  "1 run kind=backup outcome=ok start=2026-05-21T20:00:00Z target=\"Disque fixe E:\" tool=wbadmin "
		  "message=\"Peut récupérer : Volume(s)\"\n" },
		{ "", "Backup time: 5/21/2026 10:00 PM Backup target: Fixed Disk labeled E: "
		  "Version identifier: 05/21/2026-20:00 Can recover: Volume(s)\n",
		  "1 run kind=backup outcome=ok start=2026-05-21T20:00:00Z target=E: tool=wbadmin\n" },
		{ "", "Backup time: 5/21/2026 10:00 PM\nOther: thing\n", "" },
		{ "", "wbadmin start recovery -version:05/21/2026-20:00\n", "" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(row); i++) {
		struct arena a = { 0 };
		struct str got = observe(&a, all, "w.txt", row[i].command, row[i].text);

		if (!str_eq(got, str_of(row[i].expected)))
			fail_msg("row %zu\n%.*s", i, STR_ARG(got));
		arena_free(&a);
	}
}

/* A listing that is longer than one can be is cut. */
static void many(void **state)
{
	struct arena a = { 0 };
	struct buf text = { .arena = &a };
	struct str got;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < LIMIT_VERSIONS + 5; i++)
		buf_addf(&text, "Version identifier: 03/%02d/2026-%02d:%02d\n\n", i % 28 + 1,
			 i % 24, i % 60);
	buf_addc(&text, 0);
	got = observe(&a, all, "v.txt", "", text.s);
	for (ptrdiff_t at = 0; (at = str_find(got, STR(" run kind=backup outcome=ok"))) >= 0; n++)
		got = str_sub(got, (size_t)at + 1, got.len);
	assert_int_equal(n, LIMIT_VERSIONS);
	assert_true(str_find(got, STR("[capture-many]")) > 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows), cmocka_unit_test(many) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
