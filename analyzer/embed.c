/* embed.c - build tool: files to one C source with their bytes
 *
 * usage: embed FILE... > embedded.c   Each file becomes a row of embedded_files[] under its base
 * name, in the order given. Runs on the build machine only.
 */
#include <stdio.h>
#include <string.h>

static int put_file(const char *path, int number)
{
	FILE *f = fopen(path, "rb");
	int c, column = 0;
	long n = 0;

	if (!f) {
		perror(path);
		return -1;
	}
	printf("static const unsigned char file_%d[] = {", number);
	while ((c = getc(f)) != EOF) {
		printf("%s%d,", column++ % 32 ? "" : "\n", c);
		n++;
	}
	printf("0};\n");
	fclose(f);
	return n >= 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
	printf("#include \"analyzer/embedded.h\"\n");
	for (int i = 1; i < argc; i++)
		if (put_file(argv[i], i) != 0)
			return 1;
	printf("const struct embedded embedded_files[] = {\n");
	for (int i = 1; i < argc; i++) {
		const char *slash = strrchr(argv[i], '/');

		printf("{\"%s\", (const char *)file_%d, sizeof(file_%d) - 1},\n",
		       slash ? slash + 1 : argv[i], i, i);
	}
	printf("{0, 0, 0}};\n");
	return 0;
}
