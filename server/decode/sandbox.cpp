#include "decode/sandbox.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <vector>

namespace weft {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // maps terabytes and starts threads of its own
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

// Not more than the process was allowed already.
bool limit(int what, rlim_t value) {
  const auto resource = static_cast<__rlimit_resource>(what);
  rlimit wanted{};
  if (::getrlimit(resource, &wanted) != 0) return false;
  wanted.rlim_cur = wanted.rlim_max = std::min(value, wanted.rlim_max);
  return ::setrlimit(resource, &wanted) == 0;
}

#if defined(__x86_64__)
constexpr unsigned kForbidden[] = {SYS_socket,
                                   SYS_socketpair,
                                   SYS_connect,
                                   SYS_bind,
                                   SYS_listen,
                                   SYS_execve,
                                   SYS_execveat,
                                   SYS_fork,
                                   SYS_vfork,
                                   SYS_clone,
                                   SYS_clone3,
                                   SYS_ptrace,
                                   SYS_kill,
                                   SYS_tkill,
                                   SYS_unlink,
                                   SYS_unlinkat,
                                   SYS_rename,
                                   SYS_renameat,
                                   SYS_renameat2,
                                   SYS_mkdir,
                                   SYS_mkdirat,
                                   SYS_rmdir,
                                   SYS_link,
                                   SYS_linkat,
                                   SYS_symlink,
                                   SYS_symlinkat,
                                   SYS_chmod,
                                   SYS_fchmod,
                                   SYS_fchmodat,
                                   SYS_chown,
                                   SYS_fchown,
                                   SYS_lchown,
                                   SYS_fchownat,
                                   SYS_truncate,
                                   SYS_ftruncate,
                                   SYS_fallocate,
                                   SYS_creat,
                                   SYS_openat2,
                                   SYS_open_by_handle_at,
                                   SYS_mknod,
                                   SYS_mknodat,
                                   SYS_setxattr,
                                   SYS_lsetxattr,
                                   SYS_fsetxattr,
                                   SYS_rt_sigqueueinfo,
                                   SYS_rt_tgsigqueueinfo,
                                   SYS_pidfd_open,
                                   SYS_pidfd_send_signal,
                                   SYS_mount,
                                   SYS_setuid,
                                   SYS_io_uring_setup,
                                   SYS_bpf,
                                   SYS_process_vm_readv,
                                   SYS_process_vm_writev};

// A file is opened for reading only, and with O_CLOEXEC: so do we and the loader of filters, so does not libhdf5 where
// it opens external storage by itself, beside our gate.
void forbid_opening(std::vector<sock_filter>& program, unsigned call, unsigned flags, unsigned refuse) {
  constexpr unsigned kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  const std::size_t place = offsetof(seccomp_data, args) + flags * sizeof(std::uint64_t);
  program.insert(program.end(), {
                                    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 5),
                                    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<unsigned>(place)),
                                    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kWriting, 1, 0),
                                    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_CLOEXEC, 1, 0),
                                    BPF_STMT(BPF_RET | BPF_K, refuse),
                                    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                                });
}

// Those calls are answered EPERM, all others pass; calls of another architecture (32 bit) are refused.
bool forbid_calls() {
  const auto refuse = static_cast<unsigned>(SECCOMP_RET_ERRNO | EPERM);
  std::vector<sock_filter> program = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, refuse),
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000u, 0, 1),  // the x32 numbers
      BPF_STMT(BPF_RET | BPF_K, refuse),
  };
  forbid_opening(program, SYS_open, 1, refuse);
  forbid_opening(program, SYS_openat, 2, refuse);
  for (unsigned call : kForbidden) {
    program.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1));
    program.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
  }
  program.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  const sock_fprog whole{static_cast<unsigned short>(program.size()), program.data()};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) == 0;
}
#else
bool forbid_calls() { return true; }  // the filter is written for x86-64
#endif

tl::unexpected<Error> not_confined(const std::string& what) {
  const std::string why = std::strerror(errno);
  return fail(ErrorCode::unavailable, "a reader of files cannot be confined (" + what + ": " + why +
                                          "), so that no file is read: allow weft to lower its own rights");
}

}  // namespace

Result<void> give_up_rights(std::size_t memory_bytes) {
  if (!limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NOFILE, 64) || !limit(RLIMIT_FSIZE, 0)) return not_confined("setrlimit");
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return not_confined("no_new_privs");
  if (kSanitized) return {};
  if (!limit(RLIMIT_AS, memory_bytes) || !limit(RLIMIT_NPROC, 0)) return not_confined("setrlimit");
  if (!forbid_calls()) return not_confined("seccomp");
  return {};
}

void limit_time(std::chrono::seconds processor, std::chrono::seconds life) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto so_far = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1);
  const rlimit wanted{so_far + static_cast<rlim_t>(processor.count()), RLIM_INFINITY};
  ::setrlimit(RLIMIT_CPU, &wanted);
  ::alarm(static_cast<unsigned>(life.count()));
}

}  // namespace weft
