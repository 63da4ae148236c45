/* codepage.c - see codepage.h */
#include "parsers/codepage.h"

#include <iconv.h>
#include <string.h>

enum script { SCRIPT_WEST, SCRIPT_CENTRAL, SCRIPT_CYRILLIC, SCRIPT_JAPANESE, SCRIPT_CHINESE };

/* In the order of preference: the OEM page of a console before the ANSI page, the page of
 * many servers before that of few. */
/* clang-format off */
static const struct page {
	enum encoding e;
	const char *iconv;
	enum script script;
	bool wide;	/* some characters have two bytes */
} pages[] = {
	{ ENC_CP850,  "CP850",  SCRIPT_WEST,     false },
	{ ENC_CP437,  "CP437",  SCRIPT_WEST,     false },
	{ ENC_CP1252, "CP1252", SCRIPT_WEST,     false },
	{ ENC_CP852,  "CP852",  SCRIPT_CENTRAL,  false },
	{ ENC_CP1250, "CP1250", SCRIPT_CENTRAL,  false },
	{ ENC_CP866,  "CP866",  SCRIPT_CYRILLIC, false },
	{ ENC_CP1251, "CP1251", SCRIPT_CYRILLIC, false },
	{ ENC_CP932,  "CP932",  SCRIPT_JAPANESE, true },
	{ ENC_CP936,  "CP936",  SCRIPT_CHINESE,  true },
};

/* Words with letters beyond ASCII that captures of these languages are full of: labels of
 * the tools, system messages, account names. They only choose a code page; a wrong one here
 * can at most fail to match. The German, Spanish, Russian and Japanese ones occur in real
 * captures; the rest comes from the vocabulary of Windows and is not confirmed by a capture. */
static const struct str words[] = {
	/* German */
	STR_INIT("Aufgabenkategorie:Integrität"), STR_INIT("Schlüsselwörter"),
	STR_INIT("für"), STR_INIT("über"), STR_INIT("können"), STR_INIT("Datenträger"),
	STR_INIT("Verfügbar"), STR_INIT("verfügbar"), STR_INIT("ausgeführt"), STR_INIT("Gerät"),
	STR_INIT("NT-AUTORITÄT"), STR_INIT("gültig"), STR_INIT("ungültig"), STR_INIT("Abhängig"),
	STR_INIT("Domänen"), STR_INIT("Größe"), STR_INIT("größe"), STR_INIT("Schattenkopie-Anbieter für"),
	STR_INIT("würde"), STR_INIT("während"), STR_INIT("gelöscht"), STR_INIT("Löschen"),
	STR_INIT("enthält"), STR_INIT("Schlüssel"), STR_INIT("hinzufügen"), STR_INIT("Überprüf"),
	STR_INIT("Zurück"), STR_INIT("geändert"), STR_INIT("abgeschlossen. Möglich"),
	/* French */
	STR_INIT("Système"), STR_INIT("système"), STR_INIT("refusé"), STR_INIT("Accès"), STR_INIT("accès"),
	STR_INIT("rédacteur"), STR_INIT("État"), STR_INIT("état"), STR_INIT("Événement"),
	STR_INIT("événement"), STR_INIT("Réseau"), STR_INIT("réseau"), STR_INIT("spécifié"),
	STR_INIT("Échec"), STR_INIT("échec"), STR_INIT("Opération"), STR_INIT("opération"),
	STR_INIT("traités"), STR_INIT("récupér"), STR_INIT("Création"), STR_INIT("création"),
	STR_INIT("réservés"), STR_INIT("été"), STR_INIT("créé"), STR_INIT("désactivé"),
	STR_INIT("Propriétaire"), STR_INIT("démarr"), STR_INIT("Arrêt"), STR_INIT("Cliché"), STR_INIT("cliché"),
	/* Spanish, Portuguese, Italian */
	STR_INIT("Parámetro"), STR_INIT("parámetro"), STR_INIT("no válido"), STR_INIT("asignación"),
	STR_INIT("efectuó"), STR_INIT("ningún"), STR_INIT("Descripción"), STR_INIT("Sesión"),
	STR_INIT("instantánea"), STR_INIT("Código"), STR_INIT("código"), STR_INIT("Categoría"),
	STR_INIT("Operación"), STR_INIT("operación"), STR_INIT("está"), STR_INIT("Inglés"),
	STR_INIT("Español"), STR_INIT("Tamaño"), STR_INIT("tamaño"), STR_INIT("Configuración"),
	STR_INIT("Usuários"), STR_INIT("Serviço"), STR_INIT("serviço"), STR_INIT("não"),
	STR_INIT("Não"), STR_INIT("Sessão"), STR_INIT("Descrição"), STR_INIT("Operação"),
	STR_INIT("operação"), STR_INIT("possível"), STR_INIT("espaço"), STR_INIT("Versão"),
	STR_INIT(" è stato"), STR_INIT("non è"), STR_INIT("Modalità"), STR_INIT("Attività"), STR_INIT("Impossibile. È"),
	/* Dutch, Swedish, Danish, Norwegian */
	STR_INIT("geïnstalleerd"), STR_INIT("categorieën"), STR_INIT("Åtkomst"), STR_INIT("åtkomst"),
	STR_INIT("Användare"), STR_INIT("Tjänst"), STR_INIT("tjänst"), STR_INIT("Händelse"),
	STR_INIT("nekad på"), STR_INIT("Adgang nægtet"), STR_INIT("Ingen tilgang på"),
	/* Polish, Czech, Hungarian */
	STR_INIT("Użytkownicy"), STR_INIT("Użytkownik"), STR_INIT("Usługa"), STR_INIT("usługa"), STR_INIT("dostępu"),
	STR_INIT("Dostęp"), STR_INIT("Błąd"), STR_INIT("błąd"), STR_INIT("określon"), STR_INIT("można"),
	STR_INIT("Źródło"), STR_INIT("Słowa"), STR_INIT("Został"), STR_INIT("został"),
	STR_INIT("Přístup"), STR_INIT("přístup"), STR_INIT("byl odepřen. Služba"), STR_INIT("Služba"), STR_INIT("služba"),
	STR_INIT("Událost"), STR_INIT("Uživatel"), STR_INIT("nelze nalézt"), STR_INIT("Hozzáférés"),
	STR_INIT("hozzáférés"), STR_INIT("Felhasználó"), STR_INIT("Szolgáltatás"), STR_INIT("szolgáltatás"),
	/* Russian */
	STR_INIT("Состояние"), STR_INIT("состояни"), STR_INIT("Имя"), STR_INIT("имя"), STR_INIT("Имя_службы"),
	STR_INIT("файл"), STR_INIT("Отказано в доступе"), STR_INIT("Успешно"), STR_INIT("успешно"),
	STR_INIT("СИСТЕМА"), STR_INIT("система"), STR_INIT("Администратор"), STR_INIT("Пользовател"),
	STR_INIT("Ошибка"), STR_INIT("ошибк"), STR_INIT("журнал"), STR_INIT("Источник"), STR_INIT("событи"),
	STR_INIT("Уровень"), STR_INIT("Описание"), STR_INIT("Служб"), STR_INIT("служб"), STR_INIT("Поставщик"),
	STR_INIT("Корпорация Майкрософт"), STR_INIT("системе"), STR_INIT("теневой"), STR_INIT("Все"),
	/* Japanese */
	STR_INIT("ライター"), STR_INIT("アクセスが拒否されました"), STR_INIT("バックアップ"), STR_INIT("ファイル"),
	STR_INIT("エラー"), STR_INIT("サービス"), STR_INIT("イベント"), STR_INIT("ログの名前"), STR_INIT("コンピューター"),
	STR_INIT("ました"), STR_INIT("ません"), STR_INIT("ボリューム"), STR_INIT("システム"), STR_INIT("状態"),
	STR_INIT("コマンド"), STR_INIT("シャドウ"), STR_INIT("プロバイダー"), STR_INIT("ユーザー"), STR_INIT("情報"),
	STR_INIT("ディスク"), STR_INIT("操作"), STR_INIT("コンテキスト"), STR_INIT("のディレクトリ"),
	/* Chinese */
	STR_INIT("拒绝访问"), STR_INIT("系统"), STR_INIT("文件"), STR_INIT("错误"), STR_INIT("服务"), STR_INIT("事件"),
	STR_INIT("失败"), STR_INIT("成功"), STR_INIT("状态"), STR_INIT("备份"), STR_INIT("编写器"), STR_INIT("卷影"),
	STR_INIT("用户"), STR_INIT("管理员"), STR_INIT("名称"), STR_INIT("无法"), STR_INIT("找不到"), STR_INIT("已处理"),
	STR_INIT("计算机"), STR_INIT("的目录"), STR_INIT("可用字节"), STR_INIT("版权所有"),
	/* what English captures carry in the ANSI page */
	STR_INIT("Copyright ©"), STR_INIT("© "), STR_INIT("Windows®"), STR_INIT("Microsoft®"),
};

/* Letters of running text in the languages of a script, beyond ASCII. */
static const struct str letters[] = {
	[SCRIPT_WEST] = STR_INIT("äöüßÄÖÜéèêëàâçîïôùûñóíáúãõåøæÅØÆÉìò¿¡€©®°«»"),
	[SCRIPT_CENTRAL] = STR_INIT("ąćęłńóśźżĄĆĘŁŃÓŚŹŻáčďéěíňřšťúůýžÁČĎÉĚÍŇŘŠŤÚŮÝŽöüőűÖÜŐŰäâăîșțôĺľŕ"),
	[SCRIPT_CYRILLIC] = STR_INIT("абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЁіїєґІЇЄҐ№«»"),
};
/* clang-format on */

enum {
	SAMPLE_BYTES = 16 * 1024, /* enough words to choose by; keeps the choice fast */
	WORD_REPEATS = 8,         /* one word repeated all over proves no more than this */
};

static const struct page *page_of(enum encoding e)
{
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++)
		if (pages[i].e == e)
			return &pages[i];
	return NULL;
}

bool codepage_is(enum encoding e)
{
	return page_of(e) != NULL;
}

static void add_bad(struct buf *out, size_t *bad)
{
	buf_add(out, STR("\xef\xbf\xbd"));
	++*bad;
}

/* One byte each: ask iconv once per byte value, then work from the table. */
static void decode_narrow(struct buf *out, struct str v, iconv_t cd, size_t *bad)
{
	struct {
		char s[8];
		size_t len;
	} to[256];

	for (int c = 0; c < 256; c++) {
		char in = (char)c, *pin = &in, *pout = to[c].s;
		size_t nin = 1, nout = sizeof(to[c].s);

		to[c].len = 0;
		iconv(cd, NULL, NULL, NULL, NULL);
		if (iconv(cd, &pin, &nin, &pout, &nout) != (size_t)-1)
			to[c].len = sizeof(to[c].s) - nout;
	}
	for (size_t i = 0; i < v.len; i++) {
		unsigned char c = (unsigned char)v.s[i];

		if (c < 0x80)
			buf_addc(out, (char)c);
		else if (to[c].len)
			buf_add(out, (struct str){ to[c].s, to[c].len });
		else
			add_bad(out, bad);
	}
}

/* Every step makes progress: iconv converts, or a byte is given up. */
static void decode_wide(struct buf *out, struct str v, iconv_t cd, size_t *bad)
{
	char block[1024];
	char *pin = (char *)v.s;
	size_t nin = v.len;

	while (nin) {
		char *pout = block;
		size_t nout = sizeof(block), before = nin;
		size_t rc = iconv(cd, &pin, &nin, &pout, &nout);

		buf_add(out, (struct str){ block, sizeof(block) - nout });
		if (rc != (size_t)-1 || (nout < 8 && nin < before))
			continue;
		/* A bad or cut-off sequence. ASCII must survive: keep it, replace the rest. */
		if ((unsigned char)*pin < 0x80)
			buf_addc(out, *pin);
		else
			add_bad(out, bad);
		pin++;
		nin--;
		iconv(cd, NULL, NULL, NULL, NULL);
	}
}

static void decode_unknown(struct buf *out, struct str v, size_t *bad)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] < 0x80)
			buf_addc(out, v.s[i]);
		else
			add_bad(out, bad);
}

struct str codepage_decode(struct arena *a, struct str bytes, enum encoding e, size_t *bad)
{
	struct buf out = { .arena = a };
	const struct page *page = page_of(e);
	iconv_t cd = page ? iconv_open("UTF-8", page->iconv) : (iconv_t)-1;

	if (cd == (iconv_t)-1) {
		decode_unknown(&out, bytes, bad);
		return buf_str(&out);
	}
	if (page->wide)
		decode_wide(&out, bytes, cd, bad);
	else
		decode_narrow(&out, bytes, cd, bad);
	iconv_close(cd);
	return buf_str(&out);
}

static bool has_high(struct str v)
{
	for (size_t i = 0; i < v.len; i++)
		if ((unsigned char)v.s[i] >= 0x80)
			return true;
	return false;
}

/* The lines that tell something: those with bytes beyond ASCII, up to the sample's size. */
static struct str sample_of(struct arena *a, struct str bytes)
{
	struct buf out = { .arena = a };

	while (bytes.s && out.len < SAMPLE_BYTES) {
		struct str line = str_cut(&bytes, '\n');

		if (!has_high(line))
			continue;
		buf_add(&out, str_sub(line, 0, SAMPLE_BYTES - out.len));
		buf_addc(&out, '\n');
	}
	return buf_str(&out);
}

static unsigned high_characters(struct str v)
{
	unsigned n = 0;

	for (size_t i = 0; i < v.len; i++)
		n += (unsigned char)v.s[i] >= 0xc0;
	return n;
}

static unsigned word_hits(struct str utf8)
{
	unsigned sum = 0;

	for (size_t w = 0; w < ARRAY_SIZE(words); w++) {
		struct str rest = utf8;
		unsigned weight = high_characters(words[w]) * 2 + (words[w].len > 4);
		ptrdiff_t at;

		for (int n = 0; n < WORD_REPEATS && (at = str_find(rest, words[w])) >= 0; n++) {
			sum += weight;
			rest = str_sub(rest, (size_t)at + words[w].len, rest.len);
		}
	}
	return sum;
}

/* Letters of the alphabets that the pages hold; good enough to see what stands inside a word. */
static bool is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0x250) ||
	       (c >= 0x370 && c < 0x530);
}

static bool is_upper(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c < 0xdf) || (c >= 0x400 && c < 0x430);
}

static bool is_home_letter(uint32_t c, enum script script)
{
	char s[4];
	size_t n = utf8_put(s, c);

	return script < ARRAY_SIZE(letters) && str_find(letters[script], (struct str){ s, n }) >= 0;
}

static int weigh_narrow(uint32_t before, uint32_t c, enum script script)
{
	bool inside = is_letter(before);
	int sum = 0;

	if (c == 0xfffd || (c >= 0x80 && c < 0xa0))
		return -10;
	if (is_home_letter(c, script))
		sum = 3;
	else if (is_letter(c) || inside)
		sum = -2;
	/* Latin alphabets mix their few marked letters into plain ones: a run is no word. */
	if (script != SCRIPT_CYRILLIC && before >= 0x80 && inside)
		sum -= 4;
	/* aB: a capital after a small letter is the mark of the wrong page */
	if (inside && is_letter(c) && is_upper(c) && !is_upper(before))
		sum -= 4;
	return sum;
}

static int weigh_wide(uint32_t c, enum script script)
{
	if (c == 0xfffd || (c >= 0xe000 && c < 0xf900))
		return -10;
	if (c >= 0x3040 && c < 0x3100)
		return script == SCRIPT_JAPANESE ? 3 : 1;
	if (c >= 0xff61 && c < 0xffa0) /* half-width kana: mostly misread single bytes */
		return -2;
	return c >= 0x4e00 && c < 0xa000 ? 1 : 0;
}

static int plausibility(struct str utf8, const struct page *page)
{
	uint32_t before = ' ';
	int sum = 0;

	for (size_t i = 0; i < utf8.len;) {
		uint32_t c = utf8_get(utf8, &i);

		if (c >= 0x80)
			sum += page->wide ? weigh_wide(c, page->script) :
					    weigh_narrow(before, c, page->script);
		else if (page->wide && before >= 0x80 && is_letter(c))
			sum -= 2; /* Latin words do not touch ideographs often */
		before = c;
	}
	return sum;
}

enum encoding codepage_guess(struct str bytes, unsigned *hits)
{
	struct arena scratch = { 0 };
	struct str sample = sample_of(&scratch, bytes);
	enum encoding best = ENC_CP850;
	int best_plausible = 0;

	*hits = 0;
	for (size_t i = 0; i < ARRAY_SIZE(pages); i++) {
		size_t bad = 0;
		struct str utf8 = codepage_decode(&scratch, sample, pages[i].e, &bad);
		unsigned found = word_hits(utf8);
		int plausible = plausibility(utf8, &pages[i]);

		if (i > 0 && (found < *hits || (found == *hits && plausible <= best_plausible)))
			continue;
		best = pages[i].e;
		best_plausible = plausible;
		*hits = found;
	}
	arena_free(&scratch);
	return best;
}
