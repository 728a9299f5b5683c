#include <unistd.h>

#include <iostream>

#include "program.hpp"

int main(int argc, char** argv) {
  courant::cli::Console console{std::cout, std::cerr, ::isatty(STDERR_FILENO) == 1};
  return courant::cli::run(argc, argv, console);
}
