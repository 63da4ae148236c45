# wbtriage - 'make help' lists the targets; every variable below may be overridden.
VERSION  = 0.1.0
CFLAGS  ?= -O2 -g
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
MANDIR  ?= $(PREFIX)/share/man
PKGCONF ?= pkg-config
O       ?= build
# Tests run their programs through this, e.g. WRAP='valgrind -q --error-exitcode=9'
WRAP    ?=
CLANGFORMAT ?= clang-format-14
FUZZMAIN ?= $(O)/tests/fuzz/replay.o

WARN = -Wall -Wextra -Wshadow -Wundef -Wvla -Wwrite-strings -Wformat=2 -Wpointer-arith \
       -Wstrict-prototypes -Wmissing-prototypes -Wimplicit-fallthrough -Werror=return-type
PKGS      = libxml-2.0 libxslt libevtx libbfio libpcre2-8 libarchive jansson sqlite3 zlib nettle
PKGFLAGS := $(shell $(PKGCONF) --cflags $(PKGS))
PKGLIBS  := $(shell $(PKGCONF) --libs $(PKGS)) -pthread
BUILD = $(CC) -std=c11 -pthread -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -I. -MMD -MP $(WARN) \
	$(PKGFLAGS) $(CPPFLAGS) $(CFLAGS)
FLAGS := $(BUILD) $(LDFLAGS)

PSRC := $(wildcard parsers/*.c)
ASRC := $(filter-out analyzer/main.c analyzer/embed.c,$(wildcard analyzer/*.c))
TSRC := $(wildcard tests/unit/t_*.c)
FSRC := $(wildcard tests/fuzz/fuzz_*.c)
MKEVTX := $(wildcard tests/mkevtx*.c)
HDRS := $(wildcard parsers/*.h analyzer/*.h)
RULES := $(sort $(wildcard analyzer/knowledge/*.xml)) $(wildcard analyzer/knowledge/*.rng)
PAGE  := analyzer/report.xsl analyzer/report.css analyzer/report.js analyzer/index.js
POBJ := $(PSRC:%.c=$(O)/%.o)
AOBJ := $(ASRC:%.c=$(O)/%.o) $(O)/analyzer/embedded.o
UNIT := $(TSRC:%.c=$(O)/%)
REPLAY := $(FSRC:%.c=$(O)/%)

.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: bench format fuzz fuzz-programs all install uninstall dist check test-programs check-headers asan valgrind clean help FORCE

all: $(O)/wbtriage			## build the program (default)

$(O)/.flags: FORCE
	@mkdir -p $(O); [ '$(subst ','\'',$(FLAGS))' = "$$(cat $@ 2>/dev/null)" ] || \
		printf '%s\n' '$(subst ','\'',$(FLAGS))' > $@

$(O)/%.o: %.c $(O)/.flags
	@mkdir -p $(@D)
	$(BUILD) -c -o $@ $<
$(O)/analyzer/cli.o: CPPFLAGS += -DWBT_VERSION='"$(VERSION)"'

$(O)/libparsers.a: $(POBJ)
$(O)/libanalyzer.a: $(AOBJ)
$(O)/lib%.a:
	@rm -f $@
	@$(AR) rcs $@ $^

$(O)/wbtriage: $(O)/analyzer/main.o $(O)/libanalyzer.a $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

# The knowledge is compiled in: embed turns the rule files into C arrays.
$(O)/embed: analyzer/embed.c
	@mkdir -p $(@D)
	$(CC) -std=c11 -O1 -o $@ $<
$(O)/analyzer/embedded.c: $(O)/embed $(RULES) $(PAGE)
	@mkdir -p $(@D)
	$(O)/embed $(RULES) $(PAGE) > $@
$(O)/analyzer/embedded.o: $(O)/analyzer/embedded.c $(O)/.flags
	$(BUILD) -c -o $@ $<

# Tests of parsers/ link libparsers.a alone, so that an upward call cannot link.
$(O)/tests/unit/t_p_%: $(O)/tests/unit/t_p_%.o $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS) -lcmocka
$(O)/tests/unit/t_a_%: $(O)/tests/unit/t_a_%.o $(O)/libanalyzer.a $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS) -lcmocka
$(O)/tests/fuzz/fuzz_%: $(O)/tests/fuzz/fuzz_%.o $(FUZZMAIN) $(O)/libanalyzer.a $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

# Writes event logs for samples and tests.
$(O)/tests/mkevtx: $(MKEVTX:%.c=$(O)/%.o) $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)
$(O)/tests/bench_evtx $(O)/tests/evtxbreak: $(O)/tests/%: $(O)/tests/%.o $(O)/libparsers.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKGLIBS)
$(O)/tests/unit/t_p_evtx: $(filter-out %/mkevtx.o,$(MKEVTX:%.c=$(O)/%.o))

test-programs: $(UNIT) $(REPLAY) $(O)/tests/mkevtx $(O)/tests/evtxbreak
check:					## every test
	@O=$(O) WRAP='$(WRAP)' tests/all.sh
check-headers:				## each header compiles alone
	@for h in $(HDRS); do $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -I. $(WARN) $(PKGFLAGS) \
		-fsyntax-only -x c $$h || exit 1; done
format:					## lay out the sources as .clang-format says (version 14)
	git ls-files '*.c' '*.h' | xargs $(CLANGFORMAT) -i
SANITIZE = -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
asan:					## 'check' under address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory O=build/asan CFLAGS='$(SANITIZE)' check
FUZZTIME ?= 60
FUZZ = -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all
fuzz-programs: $(REPLAY)
fuzz:					## run each fuzz target for FUZZTIME seconds (needs clang)
	@$(MAKE) --no-print-directory O=build/fuzz CC=clang FUZZMAIN= CFLAGS='$(FUZZ)' \
		LDFLAGS=-fsanitize=fuzzer fuzz-programs
	@for t in $(FSRC:tests/fuzz/fuzz_%.c=%); do echo "$$t"; mkdir -p build/fuzz/corpus/$$t && \
		build/fuzz/tests/fuzz/fuzz_$$t -verbosity=0 -timeout=20 -max_total_time=$(FUZZTIME) \
			-artifact_prefix=build/fuzz/$$t- build/fuzz/corpus/$$t tests/fuzz/corpus/$$t || \
		exit 1; done
bench: all $(O)/tests/mkevtx $(O)/tests/bench_evtx	## how fast logs and listings are read
	@O=$(O) tests/bench.sh
# libraries keep what they need till the end: only what nobody can free any more is a leak
VALGRIND = valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite
valgrind:				## 'check' under valgrind
	@$(MAKE) --no-print-directory WRAP='$(VALGRIND)' check
install: all				## install to $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1
	install -m755 $(O)/wbtriage $(DESTDIR)$(BINDIR)/wbtriage
	install -m644 analyzer/wbtriage.1 $(DESTDIR)$(MANDIR)/man1/wbtriage.1
uninstall:				## remove what install put there
	rm -f $(DESTDIR)$(BINDIR)/wbtriage $(DESTDIR)$(MANDIR)/man1/wbtriage.1
dist:					## wbtriage-$(VERSION).tar.gz of what is committed, in build/
	@mkdir -p build
	git archive --prefix=wbtriage-$(VERSION)/ HEAD | gzip -n > build/wbtriage-$(VERSION).tar.gz
clean:					## remove build/
	rm -rf build
help:					## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n",$$1,$$2}' Makefile

-include $(shell find $(O) -name '*.d' 2>/dev/null)
