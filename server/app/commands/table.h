// Table: rows of short texts as lines that fit the terminal. Pure; any thread.
#pragma once
#include <string>
#include <vector>

#include "app/commands/look.h"

namespace weft {

struct TableColumn {
  std::string title;
  bool right = false;      // numbers
  int narrowest = 0;       // may be cut to this; 0: never cut
  int leaves = 0;          // > 0: dropped when the terminal is too narrow, the highest first
  bool cut_front = false;  // paths: the end tells more
  bool is_time = false;    // loses its seconds, then its time of day, instead of being cut
};

struct Cell {
  std::string text;
  Tone tone = Tone::plain;
};

struct Table {
  std::vector<TableColumn> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as `columns`
};

// Columns nobody filled are left out. Each line ends with a line end and without blanks.
std::string draw(const Table& table, const Look& look);

// RFC 4180: all columns, nothing cut, "\r\n" as it says.
std::string csv(const Table& table);

}  // namespace weft
