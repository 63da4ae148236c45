/* code_messages.c - the sentences by which Windows names an error code; see code.h
 *
 * English: system message tables, most of them quoted in public articles. Of the other
 * languages, captures confirm: German 5; Spanish 5 and 1332; Russian 1060; Japanese 2, 5 and
 * 123; French 5. The rest is from the vocabulary of Windows and not confirmed by a capture: a
 * wrong wording there can only fail to match.
 */
#include "parsers/code.h"

#define WIN32(n) (0x80070000u | (n))

/* Full stops at the end are left out: tools print them or not. In the order of the first byte, by
 * which they are found; below it, by code. The sentences of VSS are those of vsserror, as vssadmin
 * and requesters print them; KB 2009272 and KB 968247 print those of Windows Server Backup with
 * their codes. */
/* clang-format off */
static const struct message {
	uint32_t code;
	struct str text;
} messages[] = {
	{ WIN32(5), STR_INIT("Access is denied") },
	{ WIN32(5), STR_INIT("Accès refusé") },
	{ WIN32(5), STR_INIT("Acceso denegado") },
	{ WIN32(5), STR_INIT("Accesso negato") },
	{ WIN32(5), STR_INIT("Acesso negado") },
	{ WIN32(5), STR_INIT("Adgang nægtet") },
	{ WIN32(31), STR_INIT("A device attached to the system is not functioning") },
	{ WIN32(59), STR_INIT("An unexpected network error occurred") },
	{ WIN32(123), STR_INIT("A sintaxe do nome do arquivo, do nome do diretório ou do rótulo do "
			       "volume está incorreta") },
	{ WIN32(1056), STR_INIT("An instance of the service is already running") },
	{ WIN32(1314), STR_INIT("A required privilege is not held by the client") },
	{ 0x80042316, STR_INIT("Another shadow copy creation is already in progress") },
	{ 0x8000ffff, STR_INIT("Catastrophic failure") },
	{ 0x80040154, STR_INIT("Class not registered") },
	{ 0x80040154, STR_INIT("Classe non enregistrée") },
	{ 0x80040154, STR_INIT("Clase no registrada") },
	{ 0x80040154, STR_INIT("Classe non registrata") },
	{ 0x80040154, STR_INIT("Classe não registrada") },
	{ WIN32(2), STR_INIT("Das System kann die angegebene Datei nicht finden") },
	{ WIN32(2), STR_INIT("Det går inte att hitta filen") },
	{ WIN32(3), STR_INIT("Das System kann den angegebenen Pfad nicht finden") },
	{ WIN32(3), STR_INIT("Det går inte att hitta sökvägen") },
	{ WIN32(21), STR_INIT("Das Gerät ist nicht bereit") },
	{ WIN32(23), STR_INIT("Data error (cyclic redundancy check)") },
	{ WIN32(23), STR_INIT("Datenfehler (CRC-Prüfung)") },
	{ WIN32(32), STR_INIT("Der Prozess kann nicht auf die Datei zugreifen, da sie von einem "
			      "anderen Prozess verwendet wird") },
	{ WIN32(53), STR_INIT("Der Netzwerkpfad wurde nicht gefunden") },
	{ WIN32(64), STR_INIT("Der angegebene Netzwerkname ist nicht mehr verfügbar") },
	{ WIN32(67), STR_INIT("Der Netzwerkname wurde nicht gefunden") },
	{ WIN32(87), STR_INIT("De parameter is onjuist") },
	{ WIN32(121), STR_INIT("Das Zeitlimit für die Semaphore wurde erreicht") },
	{ WIN32(123), STR_INIT("Die Syntax für den Dateinamen, Verzeichnisnamen oder die "
			       "Datenträgerbezeichnung ist falsch") },
	{ WIN32(123), STR_INIT("De syntaxis van de bestandsnaam, mapnaam of volumenaam is onjuist") },
	{ WIN32(126), STR_INIT("Das angegebene Modul wurde nicht gefunden") },
	{ WIN32(1053), STR_INIT("Der Dienst antwortete nicht rechtzeitig auf die Start- oder "
				"Steuerungsanforderung") },
	{ WIN32(1058), STR_INIT("Der Dienst kann nicht gestartet werden. Er ist deaktiviert oder "
				"nicht mit aktivierten Geräten verbunden") },
	{ WIN32(1060), STR_INIT("Der angegebene Dienst ist kein installierter Dienst") },
	{ WIN32(1062), STR_INIT("Der Dienst wurde nicht gestartet") },
	{ WIN32(1068), STR_INIT("Der Abhängigkeitsdienst oder die Abhängigkeitsgruppe konnte nicht "
				"gestartet werden") },
	{ WIN32(1069), STR_INIT("Der Dienst konnte wegen einer fehlerhaften Anmeldung nicht "
				"gestartet werden") },
	{ WIN32(1117), STR_INIT("Die Anforderung konnte wegen eines E/A-Gerätefehlers nicht "
				"ausgeführt werden") },
	{ WIN32(1314), STR_INIT("Dem Client fehlt ein erforderliches Recht") },
	{ WIN32(1326), STR_INIT("Der Benutzername oder das Kennwort ist falsch") },
	{ WIN32(1392), STR_INIT("Die Datei oder das Verzeichnis ist beschädigt und nicht lesbar") },
	{ WIN32(1722), STR_INIT("Der RPC-Server ist nicht verfügbar") },
	{ WIN32(1722), STR_INIT("De RPC-server is niet beschikbaar") },
	{ WIN32(1726), STR_INIT("Der Remoteprozeduraufruf ist fehlgeschlagen") },
	{ WIN32(2), STR_INIT("El sistema no puede encontrar el archivo especificado") },
	{ WIN32(2), STR_INIT("El sistema no puede hallar el archivo especificado") },
	{ WIN32(3), STR_INIT("El sistema no puede encontrar la ruta especificada") },
	{ WIN32(21), STR_INIT("El dispositivo no está listo") },
	{ WIN32(23), STR_INIT("Erreur de données (contrôle de redondance cyclique)") },
	{ WIN32(31), STR_INIT("Ein an das System angeschlossenes Gerät funktioniert nicht") },
	{ WIN32(32), STR_INIT("El proceso no tiene acceso al archivo porque está siendo utilizado "
			      "por otro proceso") },
	{ WIN32(87), STR_INIT("El parámetro no es correcto") },
	{ WIN32(112), STR_INIT("Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung") },
	{ WIN32(112), STR_INIT("Espace insuffisant sur le disque") },
	{ WIN32(112), STR_INIT("Espacio en disco insuficiente") },
	{ WIN32(123), STR_INIT("El nombre de archivo, el nombre de directorio o la sintaxis de la "
			       "etiqueta del volumen no son correctos") },
	{ WIN32(1056), STR_INIT("Es wird bereits eine Instanz des Dienstes ausgeführt") },
	{ WIN32(1060), STR_INIT("El servicio especificado no existe como servicio instalado") },
	{ WIN32(1168), STR_INIT("Element not found") },
	{ WIN32(1722), STR_INIT("El servidor RPC no está disponible") },
	{ 0x8078010d, STR_INIT("Enumeration of the files failed") },
	{ WIN32(87), STR_INIT("Falscher Parameter") },
	{ WIN32(2), STR_INIT("Het systeem kan het opgegeven bestand niet vinden") },
	{ WIN32(3), STR_INIT("Het systeem kan het opgegeven pad niet vinden") },
	{ WIN32(1), STR_INIT("Incorrect function") },
	{ WIN32(2), STR_INIT("Impossibile trovare il file specificato") },
	{ WIN32(3), STR_INIT("Impossibile trovare il percorso specificato") },
	{ WIN32(53), STR_INIT("Impossibile trovare il percorso di rete") },
	{ WIN32(1058), STR_INIT("Impossibile avviare il servizio. Il servizio è disabilitato oppure "
				"non è associato ad alcuna periferica abilitata") },
	{ WIN32(1060), STR_INIT("Il servizio specificato non esiste come servizio installato") },
	{ WIN32(1450), STR_INIT("Insufficient system resources exist to complete the requested service") },
	{ 0x8004231f, STR_INIT("Insufficient storage available to create either the shadow copy "
	  "storage file or other shadow copy data") },
	{ 0x80040154, STR_INIT("Klasse nicht registriert") },
	{ 0x80040154, STR_INIT("Klasa niezarejestrowana") },
	{ WIN32(2), STR_INIT("Le fichier spécifié est introuvable") },
	{ WIN32(3), STR_INIT("Le chemin d'accès spécifié est introuvable") },
	{ WIN32(21), STR_INIT("Le périphérique n'est pas prêt") },
	{ WIN32(32), STR_INIT("Le processus ne peut pas accéder au fichier car ce fichier est "
			      "utilisé par un autre processus") },
	{ WIN32(53), STR_INIT("Le chemin réseau n'a pas été trouvé") },
	{ WIN32(123), STR_INIT("La syntaxe du nom de fichier, de répertoire ou de volume est "
			       "incorrecte") },
	{ WIN32(123), STR_INIT("La sintassi del nome del file, della directory o del volume non è "
			       "corretta") },
	{ WIN32(1058), STR_INIT("Le service ne peut pas être démarré parce qu'il est désactivé ou "
				"qu'aucun périphérique activé ne lui est associé") },
	{ WIN32(1060), STR_INIT("Le service spécifié n'existe pas en tant que service installé") },
	{ WIN32(1326), STR_INIT("Logon failure: unknown user name or bad password") },
	{ WIN32(1385), STR_INIT("Logon failure: the user has not been granted the requested logon "
				"type at this computer") },
	{ WIN32(1722), STR_INIT("Le serveur RPC n'est pas disponible") },
	{ WIN32(2), STR_INIT("Nie można odnaleźć określonego pliku") },
	{ WIN32(8), STR_INIT("Not enough storage is available to process this command") },
	{ WIN32(8), STR_INIT("Not enough memory resources are available to process this command") },
	{ WIN32(14), STR_INIT("Not enough storage is available to complete this operation") },
	{ WIN32(14), STR_INIT("Not enough memory resources are available to complete this operation") },
	{ WIN32(53), STR_INIT("No se ha encontrado la ruta de acceso de la red") },
	{ WIN32(123), STR_INIT("Nazwa pliku, nazwa katalogu lub składnia etykiety woluminu jest "
			       "niepoprawna") },
	{ WIN32(1058), STR_INIT("No se puede iniciar el servicio porque está deshabilitado o porque "
				"no tiene dispositivos habilitados asociados a él") },
	{ WIN32(1300), STR_INIT("Not all privileges or groups referenced are assigned to the caller") },
	{ WIN32(1332), STR_INIT("No mapping between account names and security IDs was done") },
	{ WIN32(1332), STR_INIT("No se efectuó ninguna asignación entre los nombres de cuenta y los "
				"identificadores de seguridad") },
	{ 0x80004002, STR_INIT("No such interface supported") },
	{ WIN32(2), STR_INIT("O sistema não pode encontrar o arquivo especificado") },
	{ WIN32(2), STR_INIT("O sistema não conseguiu localizar o ficheiro especificado") },
	{ WIN32(3), STR_INIT("O sistema não pode encontrar o caminho especificado") },
	{ WIN32(5), STR_INIT("Odmowa dostępu") },
	{ WIN32(225), STR_INIT("Operation did not complete successfully because the file contains a "
			       "virus or potentially unwanted software") },
	{ WIN32(1722), STR_INIT("O servidor RPC não está disponível") },
	{ 0x800401fb, STR_INIT("Object is not registered") },
	{ WIN32(5), STR_INIT("Přístup byl odepřen") },
	{ WIN32(87), STR_INIT("Paramètre incorrect") },
	{ WIN32(87), STR_INIT("Parametro non corretto") },
	{ WIN32(87), STR_INIT("Parâmetro incorreto") },
	{ WIN32(87), STR_INIT("Parametr jest niepoprawny") },
	{ WIN32(1722), STR_INIT("RPC サーバーを利用できません") },
	{ WIN32(1722), STR_INIT("RPC 服务器不可用") },
	{ WIN32(3), STR_INIT("System nie może odnaleźć określonej ścieżki") },
	{ WIN32(112), STR_INIT("Spazio su disco insufficiente") },
	{ WIN32(1722), STR_INIT("Server RPC non disponibile") },
	{ WIN32(1722), STR_INIT("Serwer RPC jest niedostępny") },
	{ 0x8000ffff, STR_INIT("Schwerwiegender Fehler") },
	{ 0x8004230c, STR_INIT("Shadow copying the specified volume is not supported") },
	{ 0x80080005, STR_INIT("Server execution failed") },
	{ 0x80780102, STR_INIT("System writer is not found in the backup") },
	{ WIN32(2), STR_INIT("The system cannot find the file specified") },
	{ WIN32(3), STR_INIT("The system cannot find the path specified") },
	{ WIN32(5), STR_INIT("Toegang geweigerd") },
	{ WIN32(18), STR_INIT("There are no more files") },
	{ WIN32(19), STR_INIT("The media is write protected") },
	{ WIN32(21), STR_INIT("The device is not ready") },
	{ WIN32(24), STR_INIT("The program issued a command but the command length is incorrect") },
	{ WIN32(32), STR_INIT("The process cannot access the file because it is being used by "
			      "another process") },
	{ WIN32(50), STR_INIT("The request is not supported") },
	{ WIN32(53), STR_INIT("The network path was not found") },
	{ WIN32(64), STR_INIT("The specified network name is no longer available") },
	{ WIN32(67), STR_INIT("The network name cannot be found") },
	{ WIN32(87), STR_INIT("The parameter is incorrect") },
	{ WIN32(112), STR_INIT("There is not enough space on the disk") },
	{ WIN32(121), STR_INIT("The semaphore timeout period has expired") },
	{ WIN32(123), STR_INIT("The file name, directory name, or volume label syntax is incorrect") },
	{ WIN32(123), STR_INIT("The filename, directory name, or volume label syntax is incorrect") },
	{ WIN32(126), STR_INIT("The specified module could not be found") },
	{ WIN32(1053), STR_INIT("The service did not respond to the start or control request in a "
				"timely fashion") },
	{ WIN32(1058), STR_INIT("The service cannot be started, either because it is disabled or "
				"because it has no enabled devices associated with it") },
	{ WIN32(1060), STR_INIT("The specified service does not exist as an installed service") },
	{ WIN32(1062), STR_INIT("The service has not been started") },
	{ WIN32(1068), STR_INIT("The dependency service or group failed to start") },
	{ WIN32(1069), STR_INIT("The service did not start due to a logon failure") },
	{ WIN32(1079), STR_INIT("The account specified for this service is different from the "
				"account specified for other services running in the same process") },
	{ WIN32(1084), STR_INIT("This service cannot be started in Safe Mode") },
	{ WIN32(1117), STR_INIT("The request could not be performed because of an I/O device error") },
	{ WIN32(1307), STR_INIT("This security ID may not be assigned as the owner of this object") },
	{ WIN32(1326), STR_INIT("The user name or password is incorrect") },
	{ WIN32(1337), STR_INIT("The security ID structure is invalid") },
	{ WIN32(1376), STR_INIT("The specified local group does not exist") },
	{ WIN32(1392), STR_INIT("The file or directory is corrupted and unreadable") },
	{ WIN32(1455), STR_INIT("The paging file is too small for this operation to complete") },
	{ WIN32(1722), STR_INIT("The RPC server is unavailable") },
	{ WIN32(1726), STR_INIT("The remote procedure call failed") },
	{ WIN32(1727), STR_INIT("The remote procedure call failed and did not execute") },
	{ 0x80042304, STR_INIT("The volume shadow copy provider is not registered in the system") },
	{ 0x80042306, STR_INIT("The shadow copy provider had an error. Check the System and "
	  "Application event logs for more information") },
	{ 0x80042306, STR_INIT("The shadow copy provider had an error. Please see the system and "
	  "application event logs for more information") },
	{ 0x8004230f, STR_INIT("The shadow copy provider had an unexpected error while trying to "
	  "process the specified operation") },
	{ 0x80042313, STR_INIT("The shadow copy provider timed out while flushing data to the volume "
	  "being shadow copied") },
	{ 0x80042314, STR_INIT("The shadow copy provider timed out while holding writes to the volume "
	  "being shadow copied") },
	{ 0x80042317, STR_INIT("The specified volume has already reached its maximum number of shadow copies") },
	{ 0x80042318, STR_INIT("The writer infrastructure is not operating properly") },
	{ 0x800423f0, STR_INIT("The shadow copy set only contains only a subset of the volumes needed "
	  "to correctly backup the selected components of the writer") },
	{ 0x800423f2, STR_INIT("The writer's timeout expired between the Freeze and Thaw events") },
	{ 0x800423f3, STR_INIT("The writer experienced a transient error") },
	{ 0x800423f4, STR_INIT("The writer experienced a non-transient error") },
	{ 0x80004005, STR_INIT("Unspecified error") },
	{ 0x80004005, STR_INIT("Unbekannter Fehler") },
	{ 0x80042319, STR_INIT("VSS encountered problems while sending events to writers") },
	{ WIN32(5), STR_INIT("Zugriff verweigert") },
	{ WIN32(1332), STR_INIT("Zuordnungen von Kontennamen und Sicherheitskennungen wurden nicht "
				"durchgeführt") },
	{ WIN32(5), STR_INIT("Åtkomst nekad") },
	{ WIN32(2), STR_INIT("Не удается найти указанный файл") },
	{ WIN32(3), STR_INIT("Системе не удается найти указанный путь") },
	{ WIN32(5), STR_INIT("Отказано в доступе") },
	{ WIN32(21), STR_INIT("Устройство не готово") },
	{ WIN32(32), STR_INIT("Процесс не может получить доступ к файлу, так как этот файл занят "
			      "другим процессом") },
	{ WIN32(53), STR_INIT("Не найден сетевой путь") },
	{ WIN32(87), STR_INIT("Параметр задан неверно") },
	{ WIN32(112), STR_INIT("Недостаточно места на диске") },
	{ WIN32(123), STR_INIT("Синтаксическая ошибка в имени файла, имени папки или метке тома") },
	{ WIN32(1058), STR_INIT("Указанная служба не может быть запущена, поскольку она отключена "
				"или все связанные с ней устройства отключены") },
	{ WIN32(1060), STR_INIT("Указанная служба не установлена") },
	{ WIN32(1722), STR_INIT("Сервер RPC недоступен") },
	{ 0x80040154, STR_INIT("Класс не зарегистрирован") },
	{ WIN32(5), STR_INIT("アクセスが拒否されました") },
	{ WIN32(21), STR_INIT("デバイスの準備ができていません") },
	{ WIN32(32), STR_INIT("プロセスはファイルにアクセスできません。別のプロセスが使用中です") },
	{ WIN32(53), STR_INIT("ネットワーク パスが見つかりません") },
	{ WIN32(87), STR_INIT("パラメーターが間違っています") },
	{ WIN32(87), STR_INIT("パラメータが間違っています") },
	{ WIN32(112), STR_INIT("ディスクに十分な空き領域がありません") },
	{ WIN32(123), STR_INIT("ファイル名、ディレクトリ名、またはボリューム ラベルの構文が間違っています") },
	{ 0x80040154, STR_INIT("クラスが登録されていません") },
	{ WIN32(5), STR_INIT("存取被拒") },
	{ WIN32(32), STR_INIT("另一个程序正在使用此文件，进程无法访问") },
	{ WIN32(87), STR_INIT("参数错误") },
	{ WIN32(87), STR_INIT("参数不正确") },
	{ WIN32(2), STR_INIT("指定されたファイルが見つかりません") },
	{ WIN32(3), STR_INIT("指定されたパスが見つかりません") },
	{ WIN32(5), STR_INIT("拒绝访问") },
	{ WIN32(53), STR_INIT("找不到网络路径") },
	{ WIN32(123), STR_INIT("文件名、目录名或卷标语法不正确") },
	{ WIN32(1058), STR_INIT("无法启动服务，原因可能是已被禁用或与其相关联的设备没有启动") },
	{ WIN32(1060), STR_INIT("指定されたサービスはインストールされたサービスとして存在しません") },
	{ WIN32(1060), STR_INIT("指定的服务未安装") },
	{ 0x80040154, STR_INIT("没有注册类") },
	{ WIN32(2), STR_INIT("系统找不到指定的文件") },
	{ WIN32(3), STR_INIT("系统找不到指定的路径") },
	{ WIN32(112), STR_INIT("磁盘空间不足") },
	{ WIN32(1058), STR_INIT("無効になっているか、または有効なデバイスが関連付けられていないため、"
				"サービスを開始できません") },
	{ WIN32(21), STR_INIT("设备未就绪") },
	{ WIN32(5), STR_INIT("액세스가 거부되었습니다") },
};
/* clang-format on */

bool code_message_lead(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || c >= 0xc3;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Length of the literal in the text from 'at' on, 0 if it does not stand there. */
static size_t match(struct str text, size_t at, struct str literal)
{
	size_t i = at;

	for (size_t k = 0; k < literal.len; k++) {
		if (i >= text.len)
			return 0;
		if (literal.s[k] == ' ' && is_blank(text.s[i])) {
			while (i < text.len && is_blank(text.s[i]))
				i++;
		} else if (literal.s[k] == text.s[i]) {
			i++;
		} else if (literal.s[k] == '\'' &&
			   str_starts(str_sub(text, i, text.len), STR("\xe2\x80\x99"))) {
			i += 3;
		} else {
			return 0;
		}
	}
	return i < text.len && is_letter(text.s[i]) && is_letter(text.s[i - 1]) ? 0 : i - at;
}

/* The first row that begins with that byte or a later one. */
static size_t first_row(unsigned char lead)
{
	size_t low = 0, high = ARRAY_SIZE(messages);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if ((unsigned char)messages[middle].text.s[0] < lead)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t code_message_at(struct str text, size_t at, uint32_t *out)
{
	size_t best = 0;

	if (at && is_letter(text.s[at - 1]))
		return 0;
	for (size_t m = first_row((unsigned char)text.s[at]);
	     m < ARRAY_SIZE(messages) && messages[m].text.s[0] == text.s[at]; m++) {
		size_t n = match(text, at, messages[m].text);

		if (n > best) {
			best = n;
			*out = messages[m].code;
		}
	}
	return best;
}
