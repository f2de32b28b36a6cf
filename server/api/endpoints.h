// What endpoints may refer to. routes.cpp hands each exactly what it needs. Owned by Api, lives as long as it.
#pragma once
#include "api/acts.h"
#include "api/applied_gate.h"
#include "api/http/server.h"
#include "api/http/workers.h"
#include "api/live/live.h"
#include "api/portal/portal.h"
#include "api/search_door.h"
#include "api/written_datasets.h"
#include "decode/readers.h"
#include "decode/thumbnails.h"
#include "definitions/definitions.h"
#include "files/opened.h"
#include "ingest/inbox.h"
#include "store/store.h"
#include "viewers/folder.h"

namespace weft {

struct Endpoints {
  Store& store;
  const Definitions& definitions;
  const Accept& accept;
  const std::function<InboxCounts()>& inbox_counts;
  Loop& loop;
  AppliedGate& gate;
  const Acts& acts;
  const HttpServer& http;
  const Search& search;
  WrittenDatasets& written;
  const SearchDoor& door;
  Live& live;
  const Portal& portal;
  const ViewerFolder& viewers;
  const DatasetFiles& files;
  Workers& disk;
  Readers& readers;
  Thumbnails& thumbnails;
  std::size_t hdf5_bytes;
};

}  // namespace weft
