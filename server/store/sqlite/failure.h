// Turns what SQLite throws into StoreFailure: a sentence a person can act on. Any thread.
#pragma once
#include <utility>

#include "store/store.h"

namespace weft::sqlite {

// Call inside a catch block: throws StoreFailure for what is being handled.
[[noreturn]] void throw_store_failure();

template <class Act>
auto guarded(Act&& act) -> decltype(act()) {
  try {
    return std::forward<Act>(act)();
  } catch (...) {
    throw_store_failure();
  }
}

}  // namespace weft::sqlite
