/* evtlabel.c - see evtlabel.h */
#include "parsers/evtlabel.h"

/* clang-format off */
/* A blank stands for any number of blanks, an apostrophe for a curled one as well. */
static const struct {
	enum evtlabel label;
	bool weak;		/* a word that occurs elsewhere as well */
	struct str text;
} labels[] = {
	/* English: Event Viewer, wevtutil, Windows Server 2003, Operations Manager, web lists */
	{ EVTLABEL_LOG, false, STR_INIT("Log Name") },
	{ EVTLABEL_LOG, false, STR_INIT("Event Log") },
	{ EVTLABEL_LOG, true, STR_INIT("Log") },
	{ EVTLABEL_LOG, true, STR_INIT("Channel") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Source") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Event Source") },
	{ EVTLABEL_SOURCE, false, STR_INIT("vent Source") },	/* first letter lost in copying */
	{ EVTLABEL_SOURCE, true, STR_INIT("Source Name") },
	{ EVTLABEL_SOURCE, true, STR_INIT("Provider") },
	{ EVTLABEL_SOURCE, true, STR_INIT("Provider Name") },
	{ EVTLABEL_DATE, true, STR_INIT("Date") },
	{ EVTLABEL_DATE, true, STR_INIT("Date and Time") },
	{ EVTLABEL_DATE, true, STR_INIT("Logged") },
	{ EVTLABEL_DATE, true, STR_INIT("Time Created") },
	{ EVTLABEL_TIME, true, STR_INIT("Time") },
	{ EVTLABEL_ID, false, STR_INIT("Event ID") },
	{ EVTLABEL_ID, false, STR_INIT("Event Number") },
	{ EVTLABEL_ID, false, STR_INIT("Event Code") },
	{ EVTLABEL_ID, true, STR_INIT("ID") },
	{ EVTLABEL_TASK, false, STR_INIT("Task Category") },
	{ EVTLABEL_TASK, false, STR_INIT("Event Category") },
	{ EVTLABEL_TASK, true, STR_INIT("Category") },
	{ EVTLABEL_TASK, true, STR_INIT("Task") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Event Type") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Event Level") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Level") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Type") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Severity") },
	{ EVTLABEL_OPCODE, true, STR_INIT("OpCode") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Keywords") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Keyword") },
	{ EVTLABEL_USER, true, STR_INIT("User") },
	{ EVTLABEL_USER_NAME, true, STR_INIT("User Name") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Computer") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Logging Computer") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Computer Name") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Machine Name") },
	{ EVTLABEL_RECORD, false, STR_INIT("Event Record ID") },
	{ EVTLABEL_RECORD, true, STR_INIT("Record Number") },
	{ EVTLABEL_TEXT, true, STR_INIT("Description") },
	{ EVTLABEL_TEXT, false, STR_INIT("Event Description") },
	{ EVTLABEL_TEXT, true, STR_INIT("Message") },
	{ EVTLABEL_TEXT, true, STR_INIT("General") },
	{ EVTLABEL_XML, false, STR_INIT("Event Xml") },
	/* German */
	{ EVTLABEL_LOG, false, STR_INIT("Protokollname") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Quelle") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Ereignisquelle") },
	{ EVTLABEL_DATE, true, STR_INIT("Datum") },
	{ EVTLABEL_DATE, true, STR_INIT("Datum und Uhrzeit") },
	{ EVTLABEL_DATE, true, STR_INIT("Protokolliert") },
	{ EVTLABEL_TIME, true, STR_INIT("Zeit") },
	{ EVTLABEL_TIME, true, STR_INIT("Uhrzeit") },
	{ EVTLABEL_ID, false, STR_INIT("Ereignis-ID") },
	{ EVTLABEL_ID, false, STR_INIT("Ereignis ID") },
	{ EVTLABEL_ID, false, STR_INIT("Ereigniskennung") },
	{ EVTLABEL_TASK, false, STR_INIT("Aufgabenkategorie") },
	{ EVTLABEL_TASK, false, STR_INIT("Ereigniskategorie") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Ebene") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Ereignistyp") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Schlüsselwörter") },
	{ EVTLABEL_USER, true, STR_INIT("Benutzer") },
	{ EVTLABEL_TEXT, true, STR_INIT("Beschreibung") },
	{ EVTLABEL_TEXT, true, STR_INIT("Meldung") },
	{ EVTLABEL_XML, false, STR_INIT("Ereignis-XML") },
	/* French */
	{ EVTLABEL_LOG, false, STR_INIT("Nom du journal") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Source de l'événement") },
	{ EVTLABEL_DATE, true, STR_INIT("Date et heure") },
	{ EVTLABEL_TIME, true, STR_INIT("Heure") },
	{ EVTLABEL_ID, false, STR_INIT("ID de l'événement") },
	{ EVTLABEL_ID, false, STR_INIT("ID d'événement") },
	{ EVTLABEL_ID, false, STR_INIT("ID événement") },
	{ EVTLABEL_TASK, false, STR_INIT("Catégorie de la tâche") },
	{ EVTLABEL_TASK, false, STR_INIT("Catégorie de l'événement") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Niveau") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Type de l'événement") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Mots clés") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Mots-clés") },
	{ EVTLABEL_USER, true, STR_INIT("Utilisateur") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Ordinateur") },
	{ EVTLABEL_XML, false, STR_INIT("XML de l'événement") },
	/* Spanish */
	{ EVTLABEL_LOG, false, STR_INIT("Nombre de registro") },
	{ EVTLABEL_LOG, false, STR_INIT("Nombre del registro") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Origen") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Origen del evento") },
	{ EVTLABEL_DATE, true, STR_INIT("Fecha") },
	{ EVTLABEL_DATE, true, STR_INIT("Fecha y hora") },
	{ EVTLABEL_TIME, true, STR_INIT("Hora") },
	{ EVTLABEL_ID, false, STR_INIT("Id. del evento") },
	{ EVTLABEL_ID, false, STR_INIT("Id. de evento") },
	{ EVTLABEL_ID, false, STR_INIT("Id. suceso") },
	{ EVTLABEL_TASK, false, STR_INIT("Categoría de la tarea") },
	{ EVTLABEL_TASK, false, STR_INIT("Categoría de tarea") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Nivel") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Tipo de suceso") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Palabras clave") },
	{ EVTLABEL_USER, true, STR_INIT("Usuario") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Equipo") },
	{ EVTLABEL_TEXT, true, STR_INIT("Descripción") },
	{ EVTLABEL_XML, false, STR_INIT("XML de evento") },
	/* Italian */
	{ EVTLABEL_LOG, false, STR_INIT("Nome registro") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Origine") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Origine evento") },
	{ EVTLABEL_DATE, true, STR_INIT("Data") },
	{ EVTLABEL_DATE, true, STR_INIT("Data e ora") },
	{ EVTLABEL_TIME, true, STR_INIT("Ora") },
	{ EVTLABEL_ID, false, STR_INIT("ID evento") },
	{ EVTLABEL_TASK, false, STR_INIT("Categoria attività") },
	{ EVTLABEL_TASK, false, STR_INIT("Categoria evento") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Tipo evento") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Livello") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Parole chiave") },
	{ EVTLABEL_USER, true, STR_INIT("Utente") },
	{ EVTLABEL_TEXT, true, STR_INIT("Descrizione") },
	{ EVTLABEL_XML, false, STR_INIT("XML evento") },
	/* Portuguese */
	{ EVTLABEL_LOG, false, STR_INIT("Nome do Log") },
	{ EVTLABEL_LOG, false, STR_INIT("Nome do Registo") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Fonte") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Origem") },
	{ EVTLABEL_DATE, true, STR_INIT("Data e Hora") },
	{ EVTLABEL_ID, false, STR_INIT("Identificação do Evento") },
	{ EVTLABEL_ID, false, STR_INIT("ID do Evento") },
	{ EVTLABEL_TASK, false, STR_INIT("Categoria da Tarefa") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Nível") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Palavras-chave") },
	{ EVTLABEL_USER, true, STR_INIT("Usuário") },
	{ EVTLABEL_USER, true, STR_INIT("Utilizador") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Computador") },
	{ EVTLABEL_TEXT, true, STR_INIT("Descrição") },
	{ EVTLABEL_XML, false, STR_INIT("XML de Evento") },
	/* Dutch */
	{ EVTLABEL_LOG, false, STR_INIT("Logboeknaam") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Bron") },
	{ EVTLABEL_DATE, true, STR_INIT("Datum en tijd") },
	{ EVTLABEL_TIME, true, STR_INIT("Tijd") },
	{ EVTLABEL_ID, false, STR_INIT("Gebeurtenis-id") },
	{ EVTLABEL_TASK, false, STR_INIT("Taakcategorie") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Trefwoorden") },
	{ EVTLABEL_USER, true, STR_INIT("Gebruiker") },
	{ EVTLABEL_TEXT, true, STR_INIT("Beschrijving") },
	{ EVTLABEL_XML, false, STR_INIT("Gebeurtenis-XML") },
	/* Polish */
	{ EVTLABEL_LOG, false, STR_INIT("Nazwa dziennika") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Źródło") },
	{ EVTLABEL_DATE, true, STR_INIT("Data i godzina") },
	{ EVTLABEL_ID, false, STR_INIT("Identyfikator zdarzenia") },
	{ EVTLABEL_TASK, false, STR_INIT("Kategoria zadania") },
	{ EVTLABEL_TASK, false, STR_INIT("Kategoria zdarzenia") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Źródło zdarzenia") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Typ zdarzenia") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Poziom") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Słowa kluczowe") },
	{ EVTLABEL_USER, true, STR_INIT("Użytkownik") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Komputer") },
	{ EVTLABEL_TEXT, true, STR_INIT("Opis") },
	{ EVTLABEL_XML, false, STR_INIT("Kod XML zdarzenia") },
	/* Swedish */
	{ EVTLABEL_LOG, false, STR_INIT("Loggnamn") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Källa") },
	{ EVTLABEL_ID, false, STR_INIT("Händelse-ID") },
	{ EVTLABEL_TASK, false, STR_INIT("Aktivitetskategori") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Nivå") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Nyckelord") },
	{ EVTLABEL_USER, true, STR_INIT("Användare") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Dator") },
	{ EVTLABEL_TEXT, true, STR_INIT("Beskrivning") },
	{ EVTLABEL_XML, false, STR_INIT("Händelse-XML") },
	/* Czech */
	{ EVTLABEL_LOG, false, STR_INIT("Název protokolu") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Zdroj") },
	{ EVTLABEL_ID, false, STR_INIT("ID události") },
	{ EVTLABEL_TASK, false, STR_INIT("Kategorie úlohy") },
	{ EVTLABEL_TASK, false, STR_INIT("Kategorie události") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Zdroj události") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Typ události") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Úroveň") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Klíčová slova") },
	{ EVTLABEL_USER, true, STR_INIT("Uživatel") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Počítač") },
	{ EVTLABEL_TEXT, true, STR_INIT("Popis") },
	/* Turkish */
	{ EVTLABEL_LOG, false, STR_INIT("Günlük Adı") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Kaynak") },
	{ EVTLABEL_DATE, true, STR_INIT("Tarih") },
	{ EVTLABEL_ID, false, STR_INIT("Olay Kimliği") },
	{ EVTLABEL_TASK, false, STR_INIT("Görev Kategorisi") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Düzey") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Anahtar Sözcükler") },
	{ EVTLABEL_USER, true, STR_INIT("Kullanıcı") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Bilgisayar") },
	{ EVTLABEL_TEXT, true, STR_INIT("Açıklama") },
	/* Russian */
	{ EVTLABEL_LOG, false, STR_INIT("Имя журнала") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Источник") },
	{ EVTLABEL_SOURCE, false, STR_INIT("Источник события") },
	{ EVTLABEL_DATE, true, STR_INIT("Дата") },
	{ EVTLABEL_DATE, true, STR_INIT("Дата и время") },
	{ EVTLABEL_TIME, true, STR_INIT("Время") },
	{ EVTLABEL_ID, false, STR_INIT("Код события") },
	{ EVTLABEL_ID, false, STR_INIT("ID события") },
	{ EVTLABEL_TASK, false, STR_INIT("Категория задачи") },
	{ EVTLABEL_TASK, false, STR_INIT("Категория события") },
	{ EVTLABEL_LEVEL, true, STR_INIT("Уровень") },
	{ EVTLABEL_LEVEL, false, STR_INIT("Тип события") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("Ключевые слова") },
	{ EVTLABEL_USER, true, STR_INIT("Пользователь") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("Компьютер") },
	{ EVTLABEL_TEXT, true, STR_INIT("Описание") },
	{ EVTLABEL_XML, false, STR_INIT("Xml события") },
	/* Japanese, with the wordings of web logs */
	{ EVTLABEL_LOG, false, STR_INIT("ログの名前") },
	{ EVTLABEL_LOG, true, STR_INIT("ログ") },
	{ EVTLABEL_SOURCE, false, STR_INIT("ソース") },
	{ EVTLABEL_SOURCE, false, STR_INIT("イベント ソース") },
	{ EVTLABEL_DATE, true, STR_INIT("日付") },
	{ EVTLABEL_DATE, true, STR_INIT("日付と時刻") },
	{ EVTLABEL_DATE, true, STR_INIT("日時") },
	{ EVTLABEL_TIME, true, STR_INIT("時刻") },
	{ EVTLABEL_ID, false, STR_INIT("イベント ID") },
	{ EVTLABEL_TASK, false, STR_INIT("タスクのカテゴリ") },
	{ EVTLABEL_TASK, false, STR_INIT("イベント カテゴリ") },
	{ EVTLABEL_TASK, true, STR_INIT("分類") },
	{ EVTLABEL_LEVEL, true, STR_INIT("レベル") },
	{ EVTLABEL_LEVEL, false, STR_INIT("イベントの種類") },
	{ EVTLABEL_LEVEL, true, STR_INIT("種類") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("キーワード") },
	{ EVTLABEL_USER, true, STR_INIT("ユーザー") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("コンピューター") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("コンピュータ") },
	{ EVTLABEL_TEXT, true, STR_INIT("説明") },
	{ EVTLABEL_TEXT, true, STR_INIT("メッセージ") },
	{ EVTLABEL_TEXT, true, STR_INIT("内容") },
	{ EVTLABEL_TEXT, true, STR_INIT("値") },
	{ EVTLABEL_XML, false, STR_INIT("イベント XML") },
	/* Chinese, simplified and traditional */
	{ EVTLABEL_LOG, false, STR_INIT("日志名称") },
	{ EVTLABEL_LOG, false, STR_INIT("記錄檔名稱") },
	{ EVTLABEL_SOURCE, true, STR_INIT("来源") },
	{ EVTLABEL_SOURCE, true, STR_INIT("來源") },
	{ EVTLABEL_SOURCE, false, STR_INIT("事件来源") },
	{ EVTLABEL_SOURCE, false, STR_INIT("事件來源") },
	{ EVTLABEL_DATE, true, STR_INIT("日期") },
	{ EVTLABEL_DATE, true, STR_INIT("日期和时间") },
	{ EVTLABEL_TIME, true, STR_INIT("时间") },
	{ EVTLABEL_ID, false, STR_INIT("事件 ID") },
	{ EVTLABEL_ID, false, STR_INIT("事件識別碼") },
	{ EVTLABEL_TASK, false, STR_INIT("任务类别") },
	{ EVTLABEL_TASK, false, STR_INIT("工作類別") },
	{ EVTLABEL_LEVEL, true, STR_INIT("级别") },
	{ EVTLABEL_LEVEL, true, STR_INIT("等級") },
	{ EVTLABEL_LEVEL, true, STR_INIT("層級") },
	{ EVTLABEL_LEVEL, false, STR_INIT("事件类型") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("关键字") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("關鍵字") },
	{ EVTLABEL_USER, true, STR_INIT("用户") },
	{ EVTLABEL_USER, true, STR_INIT("使用者") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("计算机") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("電腦") },
	{ EVTLABEL_TEXT, true, STR_INIT("描述") },
	{ EVTLABEL_XML, false, STR_INIT("事件 Xml") },
	/* Korean */
	{ EVTLABEL_LOG, false, STR_INIT("로그 이름") },
	{ EVTLABEL_SOURCE, true, STR_INIT("원본") },
	{ EVTLABEL_DATE, true, STR_INIT("날짜") },
	{ EVTLABEL_ID, false, STR_INIT("이벤트 ID") },
	{ EVTLABEL_TASK, false, STR_INIT("작업 범주") },
	{ EVTLABEL_LEVEL, true, STR_INIT("수준") },
	{ EVTLABEL_KEYWORDS, true, STR_INIT("키워드") },
	{ EVTLABEL_USER, true, STR_INIT("사용자") },
	{ EVTLABEL_COMPUTER, true, STR_INIT("컴퓨터") },
	{ EVTLABEL_TEXT, true, STR_INIT("설명") },
};

/* What stands in front of a line that was quoted, listed or marked up. */
static const struct str prefixes[] = {
	STR_INIT("> "), STR_INIT(">"), STR_INIT("|"), STR_INIT("&gt;"), STR_INIT("•"),
	STR_INIT("###"), STR_INIT("##"), STR_INIT("# "), STR_INIT("[quote]"), STR_INIT("[code]"),
	STR_INIT("<li>"), STR_INIT("<p>"), STR_INIT("<td>"), STR_INIT("<tr>"), STR_INIT("<pre>"),
	STR_INIT("<code>"), STR_INIT("```"), STR_INIT("&nbsp;"),
};

static const struct str suffixes[] = {
	STR_INIT("|"), STR_INIT("<br>"), STR_INIT("<br/>"), STR_INIT("<br />"), STR_INIT("</p>"),
	STR_INIT("</li>"), STR_INIT("</td>"), STR_INIT("</tr>"), STR_INIT("</pre>"),
	STR_INIT("</code>"), STR_INIT("[/quote]"), STR_INIT("[/code]"), STR_INIT("&nbsp;"),
};

static const struct str emphasis[] = {
	STR_INIT("**"), STR_INIT("__"), STR_INIT("*"), STR_INIT("_"), STR_INIT("`"),
	STR_INIT("[b]"), STR_INIT("[/b]"), STR_INIT("[i]"), STR_INIT("[/i]"), STR_INIT("<b>"),
	STR_INIT("</b>"), STR_INIT("<strong>"), STR_INIT("</strong>"), STR_INIT("<em>"),
	STR_INIT("</em>"), STR_INIT("<i>"), STR_INIT("</i>"), STR_INIT("&nbsp;"),
	STR_INIT("</td>"), STR_INIT("<td>"),
};

/* Sections of VSS, CAPI2 and directory service messages; only names of sections, not of values. */
static const struct str sections[] = {
	STR_INIT("Details"), STR_INIT("Operation"), STR_INIT("Context"), STR_INIT("System Error"),
	STR_INIT("Error-specific details"), STR_INIT("Additional Data"), STR_INIT("User Action"),
	STR_INIT("Additional information"), STR_INIT("Data"), STR_INIT("Faulting module"),
	STR_INIT("Vorgang"), STR_INIT("Kontext"), STR_INIT("Systemfehler"), STR_INIT("Daten"),
	STR_INIT("Fehlerspezifische Details"), STR_INIT("Opération"), STR_INIT("Contexte"),
	STR_INIT("Détails"), STR_INIT("Erreur système"), STR_INIT("Operación"),
	STR_INIT("Contexto"), STR_INIT("Detalles"), STR_INIT("Error del sistema"),
	STR_INIT("Operazione"), STR_INIT("Contesto"), STR_INIT("Dettagli"),
	STR_INIT("Errore di sistema"), STR_INIT("Operação"), STR_INIT("Detalhes"),
	STR_INIT("Bewerking"), STR_INIT("Operacja"), STR_INIT("Åtgärd"), STR_INIT("Операция"),
	STR_INIT("Контекст"), STR_INIT("Подробности"), STR_INIT("Системная ошибка"),
	STR_INIT("操作"), STR_INIT("コンテキスト"), STR_INIT("詳細"), STR_INIT("システム エラー"),
	STR_INIT("上下文"), STR_INIT("详细信息"), STR_INIT("系统错误"), STR_INIT("內容"),
	STR_INIT("작업"), STR_INIT("컨텍스트"),
};
/* clang-format on */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t skip_blanks(struct str v, size_t at)
{
	while (at < v.len && v.s[at] == ' ')
		at++;
	return at;
}

/* Bytes of v that the label's text stands for; 0 if it does not stand there. */
static size_t same(struct str v, struct str text)
{
	size_t at = 0;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.s[i];

		if (c == ' ') {
			at = skip_blanks(v, at);
			continue;
		}
		if (c == '\'' && at + 3 <= v.len && v.s[at] == '\xe2' && v.s[at + 1] == '\x80' &&
		    v.s[at + 2] == '\x99') {
			at += 3;
			continue;
		}
		if (at >= v.len || lower(v.s[at]) != lower(c))
			return 0;
		at++;
	}
	return at;
}

static size_t skip_emphasis(struct str v, size_t at)
{
	for (;;) {
		size_t i, from = skip_blanks(v, at);

		for (i = 0; i < ARRAY_SIZE(emphasis); i++)
			if (str_istarts(str_sub(v, from, v.len), emphasis[i]))
				break;
		if (i == ARRAY_SIZE(emphasis))
			return at;
		at = from + emphasis[i].len;
	}
}

/* Bytes of the colon, full-width colon, bar or tab at 'at'; 0 if there is none. */
static size_t separator(struct str v, size_t at)
{
	static const struct str wide = STR_INIT("：");

	at = skip_emphasis(v, at);
	if (at < v.len && v.s[at] == '\t') {
		size_t next = skip_blanks(v, at + 1);

		return next < v.len && v.s[next] == ':' ? next + 1 : at + 1;
	}
	at = skip_blanks(v, at);
	if (at < v.len && (v.s[at] == ':' || v.s[at] == '|'))
		return at + 1;
	return str_starts(str_sub(v, at, v.len), wide) ? at + wide.len : 0;
}

static bool letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || (unsigned char)c >= 0x80;
}

static ptrdiff_t find(struct str v, size_t *value)
{
	char first;

	if (!v.len || !letter(v.s[0]))
		return -1;
	first = lower(v.s[0]);
	for (size_t i = 0; i < ARRAY_SIZE(labels); i++) {
		size_t n;

		if (lower(labels[i].text.s[0]) != first)
			continue;
		n = same(v, labels[i].text);
		*value = n ? separator(v, n) : 0;
		if (*value) {
			*value = skip_emphasis(v, *value);
			return (ptrdiff_t)i;
		}
	}
	return -1;
}

enum evtlabel evtlabel_of(struct str v)
{
	v = str_trim(v);
	for (size_t i = 0; v.len && i < ARRAY_SIZE(labels); i++)
		if (same(v, labels[i].text) == v.len)
			return labels[i].label;
	return EVTLABEL_NONE;
}

size_t evtlabel_at(struct str v, enum evtlabel *out)
{
	size_t skipped = skip_emphasis(v, 0), value;
	ptrdiff_t i = find(str_sub(v, skipped, v.len), &value);

	if (i < 0)
		return 0;
	*out = labels[i].label;
	return skipped + value;
}

bool evtlabel_strong(struct str v)
{
	size_t value;
	ptrdiff_t i = find(str_sub(v, skip_emphasis(v, 0), v.len), &value);

	return i >= 0 && !labels[i].weak;
}

static bool strip_prefix(struct str *v)
{
	for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++)
		if (str_istarts(*v, prefixes[i])) {
			*v = str_trim(str_sub(*v, prefixes[i].len, v->len));
			return true;
		}
	if (v->len > 2 && (v->s[0] == '-' || v->s[0] == '*' || v->s[0] == '+') && v->s[1] == ' ' &&
	    letter(v->s[2])) {
		*v = str_sub(*v, 2, v->len);
		return true;
	}
	return false;
}

static bool strip_suffix(struct str *v)
{
	for (size_t i = 0; i < ARRAY_SIZE(suffixes); i++)
		if (str_iends(*v, suffixes[i])) {
			*v = str_trim(str_sub(*v, 0, v->len - suffixes[i].len));
			return true;
		}
	return false;
}

struct str evtlabel_bare(struct str line)
{
	struct str v = str_trim(line);
	bool marked;

	while (strip_prefix(&v))
		;
	while (strip_suffix(&v))
		;
	/* **Event ID: 513**, but Computer: SRV.**** is a masked name */
	marked = v.len && (v.s[0] == '*' || v.s[0] == '_' || v.s[0] == '`');
	while (marked && v.len &&
	       (v.s[v.len - 1] == '*' || v.s[v.len - 1] == '_' || v.s[v.len - 1] == '`'))
		v.len--;
	return v;
}

bool evtlabel_section(struct str line)
{
	struct str v = evtlabel_bare(line);

	v = str_sub(v, skip_emphasis(v, 0), v.len);
	for (size_t i = 0; i < ARRAY_SIZE(sections); i++) {
		size_t n = same(v, sections[i]);

		if (n && separator(v, n) && v.s[n] != '|')
			return true;
	}
	return false;
}
