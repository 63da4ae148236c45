/* main.c - the program's entry; see cli.c */
#include "analyzer/cli.h"

int main(int argc, char **argv)
{
	return cli_main(argc, argv);
}
