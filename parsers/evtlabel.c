/* evtlabel.c - see evtlabel.h */
#include "parsers/evtlabel.h"

/* clang-format off */
#define ROW(label, weak, text) { EVTLABEL_##label, weak, text[0], STR_INIT(text) }
/* A blank stands for any number of blanks, an apostrophe for a curled one as well. */
static const struct {
	enum evtlabel label;
	bool weak;		/* a word that occurs elsewhere as well */
	char first;		/* byte of the text: the rows are asked for every word of every line */
	struct str text;
} labels[] = {
	/* English: Event Viewer, wevtutil, Windows Server 2003, Operations Manager, web lists */
	ROW(LOG, false, "Log Name"),
	ROW(LOG, false, "Event Log"),
	ROW(LOG, true, "Log"),
	ROW(LOG, true, "Channel"),
	ROW(SOURCE, false, "Source"),
	ROW(SOURCE, false, "Event Source"),
	ROW(SOURCE, false, "vent Source"),	/* first letter lost in copying */
	ROW(SOURCE, true, "Source Name"),
	ROW(SOURCE, true, "Provider"),
	ROW(SOURCE, true, "Provider Name"),
	ROW(DATE, true, "Date"),
	ROW(DATE, true, "Date and Time"),
	ROW(DATE, true, "Logged"),
	ROW(DATE, true, "Time Created"),
	ROW(TIME, true, "Time"),
	ROW(ID, false, "Event ID"),
	ROW(ID, false, "Event Number"),
	ROW(ID, false, "Event Code"),
	ROW(ID, true, "ID"),
	ROW(TASK, false, "Task Category"),
	ROW(TASK, false, "Event Category"),
	ROW(TASK, true, "Category"),
	ROW(TASK, true, "Task"),
	ROW(LEVEL, false, "Event Type"),
	ROW(LEVEL, false, "Event Level"),
	ROW(LEVEL, true, "Level"),
	ROW(LEVEL, true, "Type"),
	ROW(LEVEL, true, "Severity"),
	ROW(OPCODE, true, "OpCode"),
	ROW(KEYWORDS, true, "Keywords"),
	ROW(KEYWORDS, true, "Keyword"),
	ROW(USER, true, "User"),
	ROW(USER_NAME, true, "User Name"),
	ROW(COMPUTER, true, "Computer"),
	ROW(COMPUTER, true, "Logging Computer"),
	ROW(COMPUTER, true, "Computer Name"),
	ROW(COMPUTER, true, "Machine Name"),
	ROW(RECORD, false, "Event Record ID"),
	ROW(RECORD, true, "Record Number"),
	ROW(TEXT, true, "Description"),
	ROW(TEXT, false, "Event Description"),
	ROW(TEXT, true, "Message"),
	ROW(TEXT, true, "General"),
	ROW(XML, false, "Event Xml"),
	/* German */
	ROW(LOG, false, "Protokollname"),
	ROW(SOURCE, false, "Quelle"),
	ROW(SOURCE, false, "Ereignisquelle"),
	ROW(DATE, true, "Datum"),
	ROW(DATE, true, "Datum und Uhrzeit"),
	ROW(DATE, true, "Protokolliert"),
	ROW(TIME, true, "Zeit"),
	ROW(TIME, true, "Uhrzeit"),
	ROW(ID, false, "Ereignis-ID"),
	ROW(ID, false, "Ereignis ID"),
	ROW(ID, false, "Ereigniskennung"),
	ROW(TASK, false, "Aufgabenkategorie"),
	ROW(TASK, false, "Ereigniskategorie"),
	ROW(LEVEL, true, "Ebene"),
	ROW(LEVEL, false, "Ereignistyp"),
	ROW(KEYWORDS, true, "Schlüsselwörter"),
	ROW(USER, true, "Benutzer"),
	ROW(TEXT, true, "Beschreibung"),
	ROW(TEXT, true, "Meldung"),
	ROW(XML, false, "Ereignis-XML"),
	/* French */
	ROW(LOG, false, "Nom du journal"),
	ROW(SOURCE, false, "Source de l'événement"),
	ROW(DATE, true, "Date et heure"),
	ROW(TIME, true, "Heure"),
	ROW(ID, false, "ID de l'événement"),
	ROW(ID, false, "ID d'événement"),
	ROW(ID, false, "ID événement"),
	ROW(TASK, false, "Catégorie de la tâche"),
	ROW(TASK, false, "Catégorie de l'événement"),
	ROW(LEVEL, true, "Niveau"),
	ROW(LEVEL, false, "Type de l'événement"),
	ROW(KEYWORDS, true, "Mots clés"),
	ROW(KEYWORDS, true, "Mots-clés"),
	ROW(USER, true, "Utilisateur"),
	ROW(COMPUTER, true, "Ordinateur"),
	ROW(XML, false, "XML de l'événement"),
	/* Spanish */
	ROW(LOG, false, "Nombre de registro"),
	ROW(LOG, false, "Nombre del registro"),
	ROW(SOURCE, false, "Origen"),
	ROW(SOURCE, false, "Origen del evento"),
	ROW(DATE, true, "Fecha"),
	ROW(DATE, true, "Fecha y hora"),
	ROW(TIME, true, "Hora"),
	ROW(ID, false, "Id. del evento"),
	ROW(ID, false, "Id. de evento"),
	ROW(ID, false, "Id. suceso"),
	ROW(TASK, false, "Categoría de la tarea"),
	ROW(TASK, false, "Categoría de tarea"),
	ROW(LEVEL, true, "Nivel"),
	ROW(LEVEL, false, "Tipo de suceso"),
	ROW(KEYWORDS, true, "Palabras clave"),
	ROW(USER, true, "Usuario"),
	ROW(COMPUTER, true, "Equipo"),
	ROW(TEXT, true, "Descripción"),
	ROW(XML, false, "XML de evento"),
	/* Italian */
	ROW(LOG, false, "Nome registro"),
	ROW(SOURCE, false, "Origine"),
	ROW(SOURCE, false, "Origine evento"),
	ROW(DATE, true, "Data"),
	ROW(DATE, true, "Data e ora"),
	ROW(TIME, true, "Ora"),
	ROW(ID, false, "ID evento"),
	ROW(TASK, false, "Categoria attività"),
	ROW(TASK, false, "Categoria evento"),
	ROW(LEVEL, false, "Tipo evento"),
	ROW(LEVEL, true, "Livello"),
	ROW(KEYWORDS, true, "Parole chiave"),
	ROW(USER, true, "Utente"),
	ROW(TEXT, true, "Descrizione"),
	ROW(XML, false, "XML evento"),
	/* Portuguese */
	ROW(LOG, false, "Nome do Log"),
	ROW(LOG, false, "Nome do Registo"),
	ROW(SOURCE, false, "Fonte"),
	ROW(SOURCE, false, "Origem"),
	ROW(DATE, true, "Data e Hora"),
	ROW(ID, false, "Identificação do Evento"),
	ROW(ID, false, "ID do Evento"),
	ROW(TASK, false, "Categoria da Tarefa"),
	ROW(LEVEL, true, "Nível"),
	ROW(KEYWORDS, true, "Palavras-chave"),
	ROW(USER, true, "Usuário"),
	ROW(USER, true, "Utilizador"),
	ROW(COMPUTER, true, "Computador"),
	ROW(TEXT, true, "Descrição"),
	ROW(XML, false, "XML de Evento"),
	/* Dutch */
	ROW(LOG, false, "Logboeknaam"),
	ROW(SOURCE, false, "Bron"),
	ROW(DATE, true, "Datum en tijd"),
	ROW(TIME, true, "Tijd"),
	ROW(ID, false, "Gebeurtenis-id"),
	ROW(TASK, false, "Taakcategorie"),
	ROW(KEYWORDS, true, "Trefwoorden"),
	ROW(USER, true, "Gebruiker"),
	ROW(TEXT, true, "Beschrijving"),
	ROW(XML, false, "Gebeurtenis-XML"),
	/* Polish */
	ROW(LOG, false, "Nazwa dziennika"),
	ROW(SOURCE, false, "Źródło"),
	ROW(DATE, true, "Data i godzina"),
	ROW(ID, false, "Identyfikator zdarzenia"),
	ROW(TASK, false, "Kategoria zadania"),
	ROW(TASK, false, "Kategoria zdarzenia"),
	ROW(SOURCE, false, "Źródło zdarzenia"),
	ROW(LEVEL, false, "Typ zdarzenia"),
	ROW(LEVEL, true, "Poziom"),
	ROW(KEYWORDS, true, "Słowa kluczowe"),
	ROW(USER, true, "Użytkownik"),
	ROW(COMPUTER, true, "Komputer"),
	ROW(TEXT, true, "Opis"),
	ROW(XML, false, "Kod XML zdarzenia"),
	/* Swedish */
	ROW(LOG, false, "Loggnamn"),
	ROW(SOURCE, false, "Källa"),
	ROW(ID, false, "Händelse-ID"),
	ROW(TASK, false, "Aktivitetskategori"),
	ROW(LEVEL, true, "Nivå"),
	ROW(KEYWORDS, true, "Nyckelord"),
	ROW(USER, true, "Användare"),
	ROW(COMPUTER, true, "Dator"),
	ROW(TEXT, true, "Beskrivning"),
	ROW(XML, false, "Händelse-XML"),
	/* Czech */
	ROW(LOG, false, "Název protokolu"),
	ROW(SOURCE, false, "Zdroj"),
	ROW(ID, false, "ID události"),
	ROW(TASK, false, "Kategorie úlohy"),
	ROW(TASK, false, "Kategorie události"),
	ROW(SOURCE, false, "Zdroj události"),
	ROW(LEVEL, false, "Typ události"),
	ROW(LEVEL, true, "Úroveň"),
	ROW(KEYWORDS, true, "Klíčová slova"),
	ROW(USER, true, "Uživatel"),
	ROW(COMPUTER, true, "Počítač"),
	ROW(TEXT, true, "Popis"),
	/* Turkish */
	ROW(LOG, false, "Günlük Adı"),
	ROW(SOURCE, false, "Kaynak"),
	ROW(DATE, true, "Tarih"),
	ROW(ID, false, "Olay Kimliği"),
	ROW(TASK, false, "Görev Kategorisi"),
	ROW(LEVEL, true, "Düzey"),
	ROW(KEYWORDS, true, "Anahtar Sözcükler"),
	ROW(USER, true, "Kullanıcı"),
	ROW(COMPUTER, true, "Bilgisayar"),
	ROW(TEXT, true, "Açıklama"),
	/* Russian */
	ROW(LOG, false, "Имя журнала"),
	ROW(SOURCE, false, "Источник"),
	ROW(SOURCE, false, "Источник события"),
	ROW(DATE, true, "Дата"),
	ROW(DATE, true, "Дата и время"),
	ROW(TIME, true, "Время"),
	ROW(ID, false, "Код события"),
	ROW(ID, false, "ID события"),
	ROW(TASK, false, "Категория задачи"),
	ROW(TASK, false, "Категория события"),
	ROW(LEVEL, true, "Уровень"),
	ROW(LEVEL, false, "Тип события"),
	ROW(KEYWORDS, true, "Ключевые слова"),
	ROW(USER, true, "Пользователь"),
	ROW(COMPUTER, true, "Компьютер"),
	ROW(TEXT, true, "Описание"),
	ROW(XML, false, "Xml события"),
	/* Japanese, with the wordings of web logs */
	ROW(LOG, false, "ログの名前"),
	ROW(LOG, true, "ログ"),
	ROW(SOURCE, false, "ソース"),
	ROW(SOURCE, false, "イベント ソース"),
	ROW(DATE, true, "日付"),
	ROW(DATE, true, "日付と時刻"),
	ROW(DATE, true, "日時"),
	ROW(TIME, true, "時刻"),
	ROW(ID, false, "イベント ID"),
	ROW(TASK, false, "タスクのカテゴリ"),
	ROW(TASK, false, "イベント カテゴリ"),
	ROW(TASK, true, "分類"),
	ROW(LEVEL, true, "レベル"),
	ROW(LEVEL, false, "イベントの種類"),
	ROW(LEVEL, true, "種類"),
	ROW(KEYWORDS, true, "キーワード"),
	ROW(USER, true, "ユーザー"),
	ROW(COMPUTER, true, "コンピューター"),
	ROW(COMPUTER, true, "コンピュータ"),
	ROW(TEXT, true, "説明"),
	ROW(TEXT, true, "メッセージ"),
	ROW(TEXT, true, "内容"),
	ROW(TEXT, true, "値"),
	ROW(XML, false, "イベント XML"),
	/* Chinese, simplified and traditional */
	ROW(LOG, false, "日志名称"),
	ROW(LOG, false, "記錄檔名稱"),
	ROW(SOURCE, true, "来源"),
	ROW(SOURCE, true, "來源"),
	ROW(SOURCE, false, "事件来源"),
	ROW(SOURCE, false, "事件來源"),
	ROW(DATE, true, "日期"),
	ROW(DATE, true, "日期和时间"),
	ROW(TIME, true, "时间"),
	ROW(ID, false, "事件 ID"),
	ROW(ID, false, "事件識別碼"),
	ROW(TASK, false, "任务类别"),
	ROW(TASK, false, "工作類別"),
	ROW(LEVEL, true, "级别"),
	ROW(LEVEL, true, "等級"),
	ROW(LEVEL, true, "層級"),
	ROW(LEVEL, false, "事件类型"),
	ROW(KEYWORDS, true, "关键字"),
	ROW(KEYWORDS, true, "關鍵字"),
	ROW(USER, true, "用户"),
	ROW(USER, true, "使用者"),
	ROW(COMPUTER, true, "计算机"),
	ROW(COMPUTER, true, "電腦"),
	ROW(TEXT, true, "描述"),
	ROW(XML, false, "事件 Xml"),
	/* Korean */
	ROW(LOG, false, "로그 이름"),
	ROW(SOURCE, true, "원본"),
	ROW(DATE, true, "날짜"),
	ROW(ID, false, "이벤트 ID"),
	ROW(TASK, false, "작업 범주"),
	ROW(LEVEL, true, "수준"),
	ROW(KEYWORDS, true, "키워드"),
	ROW(USER, true, "사용자"),
	ROW(COMPUTER, true, "컴퓨터"),
	ROW(TEXT, true, "설명"),
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

/* Marks in front of a label or value; nobody sets more of them. */
enum { MOST_MARKS = 8 };

static size_t skip_emphasis(struct str v, size_t at)
{
	for (size_t n = 0; n < MOST_MARKS; n++) {
		size_t i, from = skip_blanks(v, at);

		for (i = 0; i < ARRAY_SIZE(emphasis); i++)
			if (str_istarts(str_sub(v, from, v.len), emphasis[i]))
				break;
		if (i == ARRAY_SIZE(emphasis))
			return at;
		at = from + emphasis[i].len;
	}
	return at;
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

		if (lower(labels[i].first) != first)
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
		if (lower(labels[i].first) == lower(v.s[0]) && same(v, labels[i].text) == v.len)
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
