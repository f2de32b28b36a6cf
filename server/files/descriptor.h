// Descriptor stands in base/descriptor.h, since decode/ needs it, too.
#pragma once
#include "base/descriptor.h"
