/* mask.c - see mask.h */
#include "parsers/mask.h"

struct letters {
	struct str text;
	uint32_t mask;
};

/* clang-format off */

/* icacls: names for several rights, in the order in which the tool tries them. D is DELETE with
 * SYNCHRONIZE, DE is DELETE alone. */
static const struct letters icacls_simple[] = {
	{ STR_INIT("F"), MASK_FULL },
	{ STR_INIT("M"), MASK_MODIFY },
	{ STR_INIT("RX"), MASK_READ_EXECUTE },
	{ STR_INIT("R"), MASK_READ },
	{ STR_INIT("W"), MASK_WRITE },
	{ STR_INIT("D"), MASK_DELETE | MASK_SYNCHRONIZE },
};

/* Single rights, in the order in which the tool prints them. */
static const struct letters icacls_single[] = {
	{ STR_INIT("DE"), MASK_DELETE }, { STR_INIT("Rc"), MASK_READ_CONTROL },
	{ STR_INIT("WDAC"), MASK_WRITE_DAC }, { STR_INIT("WO"), MASK_WRITE_OWNER },
	{ STR_INIT("S"), MASK_SYNCHRONIZE }, { STR_INIT("AS"), 0x1000000 },
	{ STR_INIT("MA"), 0x2000000 }, { STR_INIT("GR"), MASK_GENERIC_READ },
	{ STR_INIT("GW"), MASK_GENERIC_WRITE }, { STR_INIT("GE"), MASK_GENERIC_EXEC },
	{ STR_INIT("GA"), MASK_GENERIC_ALL }, { STR_INIT("RD"), 0x1 }, { STR_INIT("WD"), 0x2 },
	{ STR_INIT("AD"), 0x4 }, { STR_INIT("REA"), 0x8 }, { STR_INIT("WEA"), 0x10 },
	{ STR_INIT("X"), 0x20 }, { STR_INIT("DC"), 0x40 }, { STR_INIT("RA"), 0x80 },
	{ STR_INIT("WA"), 0x100 },
};

/* Read, never printed as letters by mask_text(): N is the denial of everything, the others
 * belong to mandatory labels (SYSTEM_MANDATORY_LABEL_NO_*, winnt.h). */
static const struct letters icacls_other[] = {
	{ STR_INIT("N"), MASK_FULL }, { STR_INIT("NW"), 0x1 }, { STR_INIT("NR"), 0x2 },
	{ STR_INIT("NX"), 0x4 },
};

/* SDDL names for whole masks: files, then registry keys ([MS-DTYP] 2.5.1.1). */
static const struct letters sddl_whole[] = {
	{ STR_INIT("FA"), 0x1f01ff }, { STR_INIT("FR"), 0x120089 }, { STR_INIT("FW"), 0x120116 },
	{ STR_INIT("FX"), 0x1200a0 }, { STR_INIT("KA"), 0xf003f }, { STR_INIT("KR"), 0x20019 },
	{ STR_INIT("KW"), 0x20006 }, { STR_INIT("KX"), 0x20019 },
};

/* Single rights in the order of output. */
static const struct letters sddl_single[] = {
	{ STR_INIT("CC"), 0x1 }, { STR_INIT("DC"), 0x2 }, { STR_INIT("LC"), 0x4 },
	{ STR_INIT("SW"), 0x8 }, { STR_INIT("RP"), 0x10 }, { STR_INIT("WP"), 0x20 },
	{ STR_INIT("DT"), 0x40 }, { STR_INIT("LO"), 0x80 }, { STR_INIT("CR"), 0x100 },
	{ STR_INIT("SD"), 0x10000 }, { STR_INIT("RC"), 0x20000 }, { STR_INIT("WD"), 0x40000 },
	{ STR_INIT("WO"), 0x80000 }, { STR_INIT("GA"), MASK_GENERIC_ALL },
	{ STR_INIT("GX"), MASK_GENERIC_EXEC }, { STR_INIT("GW"), MASK_GENERIC_WRITE },
	{ STR_INIT("GR"), MASK_GENERIC_READ },
};

/* Of mandatory labels; they share no letters with the tables above. */
static const struct letters sddl_label[] = {
	{ STR_INIT("NW"), 0x1 }, { STR_INIT("NR"), 0x2 }, { STR_INIT("NX"), 0x4 },
};

/* Enumerations FileSystemRights and RegistryRights of System.Security.AccessControl. FullControl
 * of a key is the part 0xf003f of that of a file; the caller knows the kind of object. */
static const struct letters dotnet[] = {
	{ STR_INIT("FullControl"), MASK_FULL }, { STR_INIT("Modify"), 0x301bf },
	{ STR_INIT("ReadAndExecute"), 0x200a9 }, { STR_INIT("Read"), 0x20089 },
	{ STR_INIT("Write"), 0x116 }, { STR_INIT("Synchronize"), MASK_SYNCHRONIZE },
	{ STR_INIT("ReadData"), 0x1 }, { STR_INIT("ListDirectory"), 0x1 },
	{ STR_INIT("WriteData"), 0x2 }, { STR_INIT("CreateFiles"), 0x2 },
	{ STR_INIT("AppendData"), 0x4 }, { STR_INIT("CreateDirectories"), 0x4 },
	{ STR_INIT("ReadExtendedAttributes"), 0x8 }, { STR_INIT("WriteExtendedAttributes"), 0x10 },
	{ STR_INIT("ExecuteFile"), 0x20 }, { STR_INIT("Traverse"), 0x20 },
	{ STR_INIT("DeleteSubdirectoriesAndFiles"), 0x40 }, { STR_INIT("ReadAttributes"), 0x80 },
	{ STR_INIT("WriteAttributes"), 0x100 }, { STR_INIT("Delete"), MASK_DELETE },
	{ STR_INIT("ReadPermissions"), MASK_READ_CONTROL },
	{ STR_INIT("ChangePermissions"), MASK_WRITE_DAC },
	{ STR_INIT("TakeOwnership"), MASK_WRITE_OWNER },
	{ STR_INIT("QueryValues"), 0x1 }, { STR_INIT("SetValue"), 0x2 },
	{ STR_INIT("CreateSubKey"), 0x4 }, { STR_INIT("EnumerateSubKeys"), 0x8 },
	{ STR_INIT("Notify"), 0x10 }, { STR_INIT("CreateLink"), 0x20 },
	{ STR_INIT("ReadKey"), 0x20019 }, { STR_INIT("ExecuteKey"), 0x20019 },
	{ STR_INIT("WriteKey"), 0x20006 },
};

/* Constants of winnt.h and winsvc.h. */
static const struct letters sdk[] = {
	{ STR_INIT("DELETE"), MASK_DELETE }, { STR_INIT("READ_CONTROL"), MASK_READ_CONTROL },
	{ STR_INIT("WRITE_DAC"), MASK_WRITE_DAC }, { STR_INIT("WRITE_OWNER"), MASK_WRITE_OWNER },
	{ STR_INIT("SYNCHRONIZE"), MASK_SYNCHRONIZE },
	{ STR_INIT("STANDARD_RIGHTS_REQUIRED"), 0xf0000 },
	{ STR_INIT("STANDARD_RIGHTS_ALL"), 0x1f0000 }, { STR_INIT("SPECIFIC_RIGHTS_ALL"), 0xffff },
	{ STR_INIT("ACCESS_SYSTEM_SECURITY"), 0x1000000 }, { STR_INIT("MAXIMUM_ALLOWED"), 0x2000000 },
	{ STR_INIT("GENERIC_ALL"), MASK_GENERIC_ALL }, { STR_INIT("GENERIC_READ"), MASK_GENERIC_READ },
	{ STR_INIT("GENERIC_WRITE"), MASK_GENERIC_WRITE },
	{ STR_INIT("GENERIC_EXECUTE"), MASK_GENERIC_EXEC },
	{ STR_INIT("FILE_ALL_ACCESS"), MASK_FULL }, { STR_INIT("FILE_GENERIC_READ"), 0x120089 },
	{ STR_INIT("FILE_GENERIC_WRITE"), 0x120116 }, { STR_INIT("FILE_GENERIC_EXECUTE"), 0x1200a0 },
	{ STR_INIT("FILE_READ_DATA"), 0x1 }, { STR_INIT("FILE_LIST_DIRECTORY"), 0x1 },
	{ STR_INIT("FILE_WRITE_DATA"), 0x2 }, { STR_INIT("FILE_ADD_FILE"), 0x2 },
	{ STR_INIT("FILE_APPEND_DATA"), 0x4 }, { STR_INIT("FILE_ADD_SUBDIRECTORY"), 0x4 },
	{ STR_INIT("FILE_READ_EA"), 0x8 }, { STR_INIT("FILE_WRITE_EA"), 0x10 },
	{ STR_INIT("FILE_EXECUTE"), 0x20 }, { STR_INIT("FILE_TRAVERSE"), 0x20 },
	{ STR_INIT("FILE_DELETE_CHILD"), 0x40 }, { STR_INIT("FILE_READ_ATTRIBUTES"), 0x80 },
	{ STR_INIT("FILE_WRITE_ATTRIBUTES"), 0x100 },
	{ STR_INIT("SERVICE_ALL_ACCESS"), 0xf01ff }, { STR_INIT("SERVICE_QUERY_CONFIG"), 0x1 },
	{ STR_INIT("SERVICE_CHANGE_CONFIG"), 0x2 }, { STR_INIT("SERVICE_QUERY_STATUS"), 0x4 },
	{ STR_INIT("SERVICE_ENUMERATE_DEPENDENTS"), 0x8 }, { STR_INIT("SERVICE_START"), 0x10 },
	{ STR_INIT("SERVICE_STOP"), 0x20 }, { STR_INIT("SERVICE_PAUSE_CONTINUE"), 0x40 },
	{ STR_INIT("SERVICE_INTERROGATE"), 0x80 }, { STR_INIT("SERVICE_USER_DEFINED_CONTROL"), 0x100 },
	{ STR_INIT("KEY_ALL_ACCESS"), 0xf003f }, { STR_INIT("KEY_READ"), 0x20019 },
	{ STR_INIT("KEY_WRITE"), 0x20006 }, { STR_INIT("KEY_QUERY_VALUE"), 0x1 },
	{ STR_INIT("KEY_SET_VALUE"), 0x2 }, { STR_INIT("KEY_CREATE_SUB_KEY"), 0x4 },
	{ STR_INIT("KEY_ENUMERATE_SUB_KEYS"), 0x8 }, { STR_INIT("KEY_NOTIFY"), 0x10 },
	{ STR_INIT("KEY_CREATE_LINK"), 0x20 },
};

/* What GA, GX, GW and GR mean: files and keys from winnt.h, services from the page "Service
 * Security and Access Rights". */
static const uint32_t generic[][4] = {
	[MASK_FILE] = { MASK_FULL, 0x1200a0, 0x120116, 0x120089 },
	[MASK_SERVICE] = { 0xf01ff, 0x20170, 0x20002, 0x2008d },
	[MASK_KEY] = { 0xf003f, 0x20019, 0x20006, 0x20019 },
};
/* clang-format on */

static bool look_up(const struct letters *table, size_t n, struct str text, uint32_t *mask)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(table[i].text, text)) {
			*mask |= table[i].mask;
			return true;
		}
	return false;
}
#define LOOK_UP(table, text, mask) look_up((table), ARRAY_SIZE(table), (text), (mask))

bool mask_icacls(struct str letters, uint32_t *out, struct str *bad)
{
	struct str rest = letters;
	uint32_t mask = 0;

	*bad = (struct str){ 0 };
	while (str_known(rest)) {
		struct str one = str_trim(str_cut(&rest, ','));

		if (!LOOK_UP(icacls_simple, one, &mask) && !LOOK_UP(icacls_single, one, &mask) &&
		    !LOOK_UP(icacls_other, one, &mask)) {
			*bad = one;
			return false;
		}
	}
	*out = mask;
	return str_known(letters);
}

/* As strtoul does, which Windows uses: 0x, octal, minus; saturating. */
static bool number(struct str v, uint32_t *out)
{
	bool minus = v.len && v.s[0] == '-';
	size_t at = minus;
	int base = 10;
	uint64_t sum = 0;

	if (str_istarts(str_sub(v, at, v.len), STR("0x"))) {
		base = 16;
		at += 2;
	} else if (v.len > at + 1 && v.s[at] == '0') {
		base = 8;
	}
	if (at >= v.len)
		return false;
	for (; at < v.len; at++) {
		if (str_hex(v.s[at]) < 0 || str_hex(v.s[at]) >= base)
			return false;
		if (sum <= UINT32_MAX)
			sum = sum * (unsigned)base + (unsigned)str_hex(v.s[at]);
	}
	if (sum > UINT32_MAX)
		*out = UINT32_MAX;
	else
		*out = minus ? 0u - (uint32_t)sum : (uint32_t)sum;
	return true;
}

bool mask_sddl(struct str letters, uint32_t *out, struct str *bad)
{
	struct str v = str_trim(letters);
	uint32_t mask = 0;

	*bad = (struct str){ 0 };
	if (number(v, out))
		return true;
	while (v.len) {
		struct str two = str_sub(v, 0, 2);

		if (!LOOK_UP(sddl_whole, two, &mask) && !LOOK_UP(sddl_single, two, &mask) &&
		    !LOOK_UP(sddl_label, two, &mask)) {
			*bad = two;
			return false;
		}
		v = str_trim(str_sub(v, 2, v.len));
	}
	*out = mask;
	return true;
}

bool mask_dotnet(struct str names, uint32_t *out, struct str *bad)
{
	struct str rest = str_trim(names);
	uint32_t mask = 0;
	int64_t value;

	*bad = (struct str){ 0 };
	if (str_i64(rest, &value) && value >= INT32_MIN && value <= UINT32_MAX) {
		*out = (uint32_t)value;
		return true;
	}
	while (str_known(rest)) {
		struct str one = str_trim(str_cut(&rest, ','));

		if (!LOOK_UP(dotnet, one, &mask)) {
			*bad = one;
			return false;
		}
	}
	*out = mask;
	return str_known(names);
}

bool mask_sdk(struct str name, uint32_t *out)
{
	*out = 0;
	return LOOK_UP(sdk, name, out);
}

uint32_t mask_map_generic(uint32_t mask, enum mask_object object)
{
	static const uint32_t bit[4] = { MASK_GENERIC_ALL, MASK_GENERIC_EXEC, MASK_GENERIC_WRITE,
					 MASK_GENERIC_READ };
	uint32_t out = mask;

	for (size_t i = 0; i < ARRAY_SIZE(bit); i++) {
		out &= ~bit[i];
		if (mask & bit[i])
			out |= generic[object][i];
	}
	return out;
}

static void add_letters(struct buf *out, struct str text)
{
	if (out->len)
		buf_addc(out, ',');
	buf_add(out, text);
}

/* M, RX and R exclude each other; W and D are added where they say something new. */
static uint32_t take_simple(struct buf *out, uint32_t mask)
{
	uint32_t left = mask;

	for (size_t i = 1; i < ARRAY_SIZE(icacls_simple); i++) {
		uint32_t m = icacls_simple[i].mask;
		bool base = i <= 3;

		if ((mask & m) != m || (base && out->len))
			continue;
		if (!base && !(left & m & ~MASK_SYNCHRONIZE & ~MASK_READ_CONTROL))
			continue;
		add_letters(out, icacls_simple[i].text);
		left &= ~m;
	}
	return left;
}

struct str mask_text(struct arena *a, uint32_t mask)
{
	struct buf out = { .arena = a };
	uint32_t left;

	/* Inherit-only entries keep generic bits; two of them have letters of their own. */
	if (mask == MASK_FULL || mask == MASK_GENERIC_ALL)
		return STR("F");
	if (mask == (MASK_DELETE | MASK_GENERIC_EXEC | MASK_GENERIC_WRITE | MASK_GENERIC_READ))
		return STR("M");
	left = take_simple(&out, mask);
	for (size_t i = 0; i < ARRAY_SIZE(icacls_single); i++)
		if (left & icacls_single[i].mask) {
			add_letters(&out, icacls_single[i].text);
			left &= ~icacls_single[i].mask;
		}
	if (left || !out.len) {
		if (out.len)
			buf_addc(&out, ',');
		buf_addf(&out, "0x%x", left);
	}
	return buf_str(&out);
}

struct str mask_sddl_text(struct arena *a, uint32_t mask)
{
	struct buf out = { .arena = a };
	uint32_t left = mask;

	for (size_t i = 0; i < ARRAY_SIZE(sddl_whole); i++)
		if (sddl_whole[i].mask == mask)
			return sddl_whole[i].text;
	for (size_t i = 0; i < ARRAY_SIZE(sddl_single); i++)
		if (left & sddl_single[i].mask) {
			buf_add(&out, sddl_single[i].text);
			left &= ~sddl_single[i].mask;
		}
	if (left || !mask)
		return arena_printf(a, "0x%x", mask);
	return buf_str(&out);
}
