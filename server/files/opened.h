// Files of a dataset for whoever shows, serves or decodes them: dataset id and FILE in, an opened descriptor out.
//
// FILE, what a request names, is a path relative to the dataset's folder as its manifest has it (files/spelling.h says
// how bytes that are no UTF-8 are written), or a glob (`*`, `?`, `**`, `{a,b}`: files/glob.h), of which the first match
// in manifest order counts; a file that is called like the glob comes first. Nothing that does not stand in the
// manifest is ever opened, nothing through a folder that is a link, and nothing whose real path, asked of the kernel
// after it was opened, lies outside the roots. Blocks on the disk: any thread but the loop's and the writer's.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/ids.h"
#include "base/result.h"
#include "files/descriptor.h"
#include "files/listed.h"
#include "model/principal.h"

namespace weft {

// A regular file, open for reading. Whoever reads says where (pread): nobody moves its offset.
struct OpenedFile {
  Descriptor descriptor;
  std::string path;       // relative to the dataset's folder, its bytes as they are on the disk
  std::string real_path;  // of what was opened; inside the roots. For a message or a cache's key: to open it again by
                          // name would race, "/proc/self/fd/N" (or the descriptor, handed to a child) does not
  std::string folder;     // real path of the dataset's folder; "" for open_real
  std::int64_t size_bytes = 0;
  Time modified{};
  std::string etag;  // `"..."`, strong: another one as soon as size, time of modification or file changes
};

class DatasetFiles {
 public:
  virtual ~DatasetFiles() = default;

  // One page of the dataset's manifest: FileQuery{.glob = "gallery/*.{png,jpg}", .limit = 1000}. Errors: not_found,
  // deleted (the dataset), invalid (a prefix, glob or cursor that none can be).
  virtual Result<FilePage> list(const Viewer& viewer, DatasetId dataset, const FileQuery& query) const = 0;

  // Those of these paths (bytes, not spelled) that stand in the manifest, in the order asked; the manifest is read
  // once. Nothing while it is not listed. Errors: not_found, deleted (the dataset).
  virtual Result<std::vector<ListedFile>> find_all(const Viewer& viewer, DatasetId dataset,
                                                   const std::vector<std::string>& paths) const = 0;

  // Errors, each with a sentence for people: not_found (no such dataset for this viewer; FILE is not in its manifest;
  // it was and is gone; the folder is not there), deleted (the dataset), forbidden (it means something outside the
  // roots, or is closed to Weft), unavailable (the folder is not listed yet: ask again), invalid (FILE is no path).
  virtual Result<OpenedFile> open(const Viewer& viewer, DatasetId dataset, std::string_view file) const = 0;

  // A file by its absolute path, for what an opened file itself names (external links and virtual datasets of HDF5);
  // never for what stands in a request. Inside the roots or forbidden.
  virtual Result<OpenedFile> open_real(const std::string& path) const = 0;

  // The folders below which all of these lie, as they really are now: for a reader, which follows HDF5's links itself.
  virtual std::vector<std::string> roots() const = 0;
};

}  // namespace weft
