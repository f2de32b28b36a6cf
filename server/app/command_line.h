// The command line of `weft`. In: arguments. Out: the exit code: 0 done, 1 something was found wrong or refused, 2
// wrong usage, 3 no server answered. Called once, on the main thread.
#pragma once

namespace weft {
int run_command_line(int argc, const char* const* argv);
}
