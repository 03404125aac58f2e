// Makes one system call of a program go wrong. Loaded with LD_PRELOAD; the calls of all threads are counted together.
//
//   FAULT_CLASS   files, network or clock: which calls count
//   FAULT_BELOW   for files: paths that begin with one of these count; separated by colons
//   FAULT_AT      the number of the call that goes wrong, from 1; 0 for none
//   FAULT_NAME    only a call of this name goes wrong: the one with that number, or the next one, because the order of
//                 the calls of several threads is not always the same
//   FAULT_DOES    kill: before the call. fail: with the error FAULT_ERRNO, and with fail-on, every later call too.
//                 short: the call reads or writes one byte. end: the call reads nothing, as at the end. step: from this
//                 call on, clocks are FAULT_SECONDS ahead. stop: SIGSTOP before the call
//   FAULT_ERRNO   the number of the error
//   FAULT_TRACE   a file that gets a line for each call that counts: number, name, r or w, path
//   FAULT_FIRED   a file that gets the line of the call that went wrong
//
// close() is done all the same before it fails, as Linux does it.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { DESCRIPTORS = 4096, PATHS = 96 };
enum does { NOTHING, KILL, FAIL, FAIL_ON, SHORT, END, STEP, STOP };

static atomic_long calls;
static long at;
static enum does does;
static int error_number, trace = -1;
static const char *below, *fired, *wanted;
static atomic_int hit;
static int counts_files, counts_network, counts_clock;
static long seconds;
static atomic_int stepped;
// What the open descriptors are about; an empty path is nothing that counts.
static char paths[DESCRIPTORS][PATHS * 4];
static char sockets[DESCRIPTORS];

__attribute__((constructor)) static void begin(void) {
  const char *class = getenv("FAULT_CLASS"), *what = getenv("FAULT_DOES"), *number = getenv("FAULT_AT");
  if (!class || !number) return;
  const char *names[] = {"", "kill", "fail", "fail-on", "short", "end", "step", "stop"};
  for (int i = 1; i <= STOP; i++)
    if (what && !strcmp(what, names[i])) does = i;
  at = atol(number);
  error_number = getenv("FAULT_ERRNO") ? atoi(getenv("FAULT_ERRNO")) : EIO;
  seconds = getenv("FAULT_SECONDS") ? atol(getenv("FAULT_SECONDS")) : 0;
  below = getenv("FAULT_BELOW");
  fired = getenv("FAULT_FIRED");
  wanted = getenv("FAULT_NAME");
  const char *name = getenv("FAULT_TRACE");
  if (name) {
    int low = syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    trace = syscall(SYS_fcntl, low, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, low);
  }
  counts_files = !strcmp(class, "files");
  counts_network = !strcmp(class, "network");
  counts_clock = !strcmp(class, "clock");
}

static int is_below(const char *path) {
  if (!counts_files || !below || !path) return 0;
  for (const char *start = below; *start;) {
    size_t length = strcspn(start, ":");
    if (length && !strncmp(path, start, length)) return 1;
    start += length + (start[length] == ':');
  }
  return 0;
}

static int is_known(int descriptor) {
  return counts_files && descriptor >= 0 && descriptor < DESCRIPTORS && paths[descriptor][0];
}

static int is_socket(int descriptor) {
  return counts_network && descriptor >= 0 && descriptor < DESCRIPTORS && sockets[descriptor];
}

static void remember(int descriptor, const char *path) {
  if (descriptor < 0 || descriptor >= DESCRIPTORS) return;
  snprintf(paths[descriptor], sizeof paths[descriptor], "%s", path ? path : "");
}

static void forget(int descriptor) {
  if (descriptor >= 0 && descriptor < DESCRIPTORS) paths[descriptor][0] = sockets[descriptor] = 0;
}

// Counts a call, and says what goes wrong with it.
static enum does count(const char *name, char kind, const char *path) {
  long number = atomic_fetch_add(&calls, 1) + 1;
  char line[PATHS * 4 + 64];
  int length = 0;
  int hits = does != NOTHING && at && number >= at && (!wanted || hit || !strcmp(name, wanted));
  int first = hits && !atomic_exchange(&hit, 1);
  hits = first || (hits && does == FAIL_ON);
  if (trace >= 0 || (first && fired)) {
    length = snprintf(line, sizeof line, "%ld %s %c %s\n", number, name, kind, path ? path : "");
    if (length >= (int)sizeof line) length = sizeof line - 1;
  }
  if (trace >= 0) syscall(SYS_write, trace, line, length);
  if (!hits) return NOTHING;
  if (first && fired) {
    int file = syscall(SYS_openat, AT_FDCWD, fired, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    syscall(SYS_write, file, line, length);
    syscall(SYS_close, file);
  }
  if (does == KILL) syscall(SYS_kill, getpid(), SIGKILL);
  if (does == STOP) syscall(SYS_kill, getpid(), SIGSTOP);
  return does;
}

// Counts a call that can only fail. True: it does, and errno is set.
static int fails(const char *name, char kind, const char *path) {
  enum does what = count(name, kind, path);
  if (what != FAIL && what != FAIL_ON) return 0;
  errno = error_number;
  return 1;
}

#define NEXT(result, name, ...) \
  static result (*next)(__VA_ARGS__); \
  if (!next) next = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

// --- paths ---------------------------------------------------------------------------------------------------------

#define ONE_PATH(result, failed, name, kind, parameters, arguments, ...) \
  result name parameters { \
    NEXT(result, name, __VA_ARGS__); \
    if (is_below(path) && fails(#name, kind, path)) return failed; \
    return next arguments; \
  }
ONE_PATH(int, -1, mkdir, 'w', (const char *path, mode_t mode), (path, mode), const char *, mode_t)
ONE_PATH(int, -1, rmdir, 'w', (const char *path), (path), const char *)
ONE_PATH(int, -1, unlink, 'w', (const char *path), (path), const char *)
ONE_PATH(int, -1, chmod, 'w', (const char *path, mode_t mode), (path, mode), const char *, mode_t)
ONE_PATH(int, -1, chown, 'w', (const char *path, uid_t u, gid_t g), (path, u, g), const char *, uid_t, gid_t)
ONE_PATH(int, -1, truncate, 'w', (const char *path, off_t size), (path, size), const char *, off_t)
ONE_PATH(int, -1, utimes, 'w', (const char *path, const struct timeval t[2]), (path, t), const char *,
    const struct timeval[2])
ONE_PATH(int, -1, stat, 'r', (const char *path, struct stat *info), (path, info), const char *, struct stat *)
ONE_PATH(int, -1, lstat, 'r', (const char *path, struct stat *info), (path, info), const char *, struct stat *)
ONE_PATH(int, -1, stat64, 'r', (const char *path, struct stat64 *info), (path, info), const char *, struct stat64 *)
ONE_PATH(int, -1, lstat64, 'r', (const char *path, struct stat64 *info), (path, info), const char *, struct stat64 *)
ONE_PATH(int, -1, statvfs, 'r', (const char *path, struct statvfs *info), (path, info), const char *, struct statvfs *)
ONE_PATH(int, -1, access, 'r', (const char *path, int mode), (path, mode), const char *, int)
ONE_PATH(ssize_t, -1, readlink, 'r', (const char *path, char *to, size_t size), (path, to, size), const char *, char
    *, size_t)
ONE_PATH(char *, NULL, realpath, 'r', (const char *path, char *to), (path, to), const char *, char *)

#define TWO_PATHS(name, parameters, arguments, ...) \
  int name parameters { \
    NEXT(int, name, __VA_ARGS__); \
    if (is_below(from) || is_below(to)) { \
      char both[PATHS * 4]; \
      snprintf(both, sizeof both, "%s -> %s", from, to); \
      if (fails(#name, 'w', both)) return -1; \
    } \
    return next arguments; \
  }
TWO_PATHS(rename, (const char *from, const char *to), (from, to), const char *, const char *)
TWO_PATHS(link, (const char *from, const char *to), (from, to), const char *, const char *)
TWO_PATHS(symlink, (const char *from, const char *to), (from, to), const char *, const char *)

// A path that may be relative to an open folder.
static const char *resolve(int folder, const char *path, char *room, size_t size) {
  if (!path || path[0] == '/' || !is_known(folder)) return path;
  snprintf(room, size, "%s/%s", paths[folder], path);
  return room;
}
#define AT_PATH(result, failed, name, kind, parameters, arguments, ...) \
  result name parameters { \
    NEXT(result, name, __VA_ARGS__); \
    char room[PATHS * 4]; \
    const char *whole = resolve(folder, path, room, sizeof room); \
    if (is_below(whole) && fails(#name, kind, whole)) return failed; \
    return next arguments; \
  }
AT_PATH(int, -1, mkdirat, 'w', (int folder, const char *path, mode_t mode), (folder, path, mode), int, const char *,
    mode_t)
AT_PATH(int, -1, unlinkat, 'w', (int folder, const char *path, int flags), (folder, path, flags), int, const char *,
    int)
AT_PATH(int, -1, fchmodat, 'w', (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags),
    int, const char *, mode_t, int)
AT_PATH(int, -1, fchownat, 'w', (int folder, const char *path, uid_t u, gid_t g, int flags), (folder, path, u, g,
    flags), int, const char *, uid_t, gid_t, int)
AT_PATH(int, -1, utimensat, 'w', (int folder, const char *path, const struct timespec t[2], int flags), (folder, path,
    t, flags), int, const char *, const struct timespec *, int)
AT_PATH(int, -1, fstatat, 'r', (int folder, const char *path, struct stat *info, int flags), (folder, path, info,
    flags), int, const char *, struct stat *, int)
AT_PATH(int, -1, fstatat64, 'r', (int folder, const char *path, struct stat64 *info, int flags), (folder, path,
    info, flags), int, const char *, struct stat64 *, int)
AT_PATH(int, -1, statx, 'r', (int folder, const char *path, int flags, unsigned mask, struct statx *info), (folder,
    path, flags, mask, info), int, const char *, int, unsigned, struct statx *)
AT_PATH(int, -1, faccessat, 'r', (int folder, const char *path, int mode, int flags), (folder, path, mode, flags),
    int, const char *, int, int)
AT_PATH(ssize_t, -1, readlinkat, 'r', (int folder, const char *path, char *to, size_t size), (folder, path, to,
    size), int, const char *, char *, size_t)

int renameat(int old, const char *from, int new, const char *to) {
  NEXT(int, renameat, int, const char *, int, const char *);
  char room[PATHS * 4], other[PATHS * 4];
  const char *whole = resolve(old, from, room, sizeof room), *target = resolve(new, to, other, sizeof other);
  if ((is_below(whole) || is_below(target)) && fails("renameat", 'w', target)) return -1;
  return next(old, from, new, to);
}
int renameat2(int old, const char *from, int new, const char *to, unsigned flags) {
  NEXT(int, renameat2, int, const char *, int, const char *, unsigned);
  char room[PATHS * 4], other[PATHS * 4];
  const char *whole = resolve(old, from, room, sizeof room), *target = resolve(new, to, other, sizeof other);
  if ((is_below(whole) || is_below(target)) && fails("renameat2", 'w', target)) return -1;
  return next(old, from, new, to, flags);
}

// --- opening and closing ---------------------------------------------------------------------------------------------

#define WRITES(flags) (((flags) & (O_CREAT | O_TRUNC)) || ((flags) & O_ACCMODE) != O_RDONLY ? 'w' : 'r')
#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags) & (O_CREAT | __O_TMPFILE)) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    NEXT(int, name, const char *, int, ...); \
    MODE(flags) \
    int counted = is_below(path); \
    if (counted && fails("open", WRITES(flags), path)) return -1; \
    int descriptor = next(path, flags, mode); \
    if (counted) remember(descriptor, path); \
    return descriptor; \
  }
OPEN(open)
OPEN(open64)
#define OPEN_AT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    NEXT(int, name, int, const char *, int, ...); \
    MODE(flags) \
    char room[PATHS * 4]; \
    const char *whole = resolve(folder, path, room, sizeof room); \
    int counted = is_below(whole); \
    if (counted && fails("openat", WRITES(flags), whole)) return -1; \
    int descriptor = next(folder, path, flags, mode); \
    if (counted) remember(descriptor, whole); \
    return descriptor; \
  }
OPEN_AT(openat)
OPEN_AT(openat64)
#define OPEN_TWO(name) \
  int name(const char *path, int flags) { \
    NEXT(int, name, const char *, int); \
    int counted = is_below(path); \
    if (counted && fails("open", WRITES(flags), path)) return -1; \
    int descriptor = next(path, flags); \
    if (counted) remember(descriptor, path); \
    return descriptor; \
  }
OPEN_TWO(__open_2)
OPEN_TWO(__open64_2)
#define CREAT(name) \
  int name(const char *path, mode_t mode) { \
    NEXT(int, name, const char *, mode_t); \
    int counted = is_below(path); \
    if (counted && fails("creat", 'w', path)) return -1; \
    int descriptor = next(path, mode); \
    if (counted) remember(descriptor, path); \
    return descriptor; \
  }
CREAT(creat)
CREAT(creat64)
#define FOPEN(name) \
  FILE *name(const char *path, const char *mode) { \
    NEXT(FILE *, name, const char *, const char *); \
    if (is_below(path) && fails("fopen", strpbrk(mode, "wa+") ? 'w' : 'r', path)) return NULL; \
    return next(path, mode); \
  }
FOPEN(fopen)
FOPEN(fopen64)

int close(int descriptor) {
  NEXT(int, close, int);
  int wrong = is_known(descriptor) && fails("close", 'w', paths[descriptor]);
  if (is_socket(descriptor)) wrong |= fails("close", 'w', "socket");
  forget(descriptor);
  int result = next(descriptor);
  if (wrong) errno = error_number;
  return wrong ? -1 : result;
}

// --- descriptors -----------------------------------------------------------------------------------------------------

#define DESCRIPTOR(name, kind, parameters, arguments, ...) \
  int name parameters { \
    NEXT(int, name, __VA_ARGS__); \
    if (is_known(file) && fails(#name, kind, paths[file])) return -1; \
    return next arguments; \
  }
DESCRIPTOR(fchmod, 'w', (int file, mode_t mode), (file, mode), int, mode_t)
DESCRIPTOR(fchown, 'w', (int file, uid_t u, gid_t g), (file, u, g), int, uid_t, gid_t)
DESCRIPTOR(ftruncate, 'w', (int file, off_t size), (file, size), int, off_t)
DESCRIPTOR(ftruncate64, 'w', (int file, off64_t size), (file, size), int, off64_t)
DESCRIPTOR(fsync, 'w', (int file), (file), int)
DESCRIPTOR(fdatasync, 'w', (int file), (file), int)
DESCRIPTOR(futimens, 'w', (int file, const struct timespec t[2]), (file, t), int, const struct timespec[2])
DESCRIPTOR(flock, 'w', (int file, int operation), (file, operation), int, int)
DESCRIPTOR(fstat, 'r', (int file, struct stat *info), (file, info), int, struct stat *)
DESCRIPTOR(fstat64, 'r', (int file, struct stat64 *info), (file, info), int, struct stat64 *)

// What a call that moves bytes does: -2 for the call itself. The descriptor of a socket, or -1.
static ssize_t moves(const char *name, char kind, const char *path, int file, size_t *size) {
  enum does what = count(name, kind, path);
  if (what == FAIL || what == FAIL_ON || what == END) {
    // A connection that is lost stays lost; one that was interrupted does not.
    if (file >= 0 && error_number != EINTR && error_number != EAGAIN) shutdown(file, SHUT_RDWR);
    errno = error_number;
    return what == END ? 0 : -1;
  }
  if (what == SHORT && *size > 1) *size = 1;
  return -2;
}
#define MOVES(name, kind, class, what, parameters, arguments, ...) \
  ssize_t name parameters { \
    NEXT(ssize_t, name, __VA_ARGS__); \
    if (class(file)) { \
      ssize_t result = moves(#name, kind, what, is_socket(file) ? file : -1, &size); \
      if (result != -2) return result; \
    } \
    return next arguments; \
  }
MOVES(pread, 'r', is_known, paths[file], (int file, void *to, size_t size, off_t from), (file, to, size, from), int,
    void *, size_t, off_t)
MOVES(pread64, 'r', is_known, paths[file], (int file, void *to, size_t size, off64_t from), (file, to, size, from),
    int, void *, size_t, off64_t)
MOVES(pwrite, 'w', is_known, paths[file], (int file, const void *from, size_t size, off_t to), (file, from, size,
    to), int, const void *, size_t, off_t)
MOVES(pwrite64, 'w', is_known, paths[file], (int file, const void *from, size_t size, off64_t to), (file, from,
    size, to), int, const void *, size_t, off64_t)
MOVES(send, 'w', is_socket, "socket", (int file, const void *from, size_t size, int flags), (file, from, size,
    flags), int, const void *, size_t, int)
MOVES(recv, 'r', is_socket, "socket", (int file, void *to, size_t size, int flags), (file, to, size, flags), int,
    void *, size_t, int)
MOVES(sendto, 'w', is_socket, "socket", (int file, const void *from, size_t size, int flags, const struct sockaddr
    *to, socklen_t length), (file, from, size, flags, to, length), int, const void *, size_t, int, const struct
    sockaddr *, socklen_t)
MOVES(recvfrom, 'r', is_socket, "socket", (int file, void *to, size_t size, int flags, struct sockaddr *from,
    socklen_t *length), (file, to, size, flags, from, length), int, void *, size_t, int, struct sockaddr *,
    socklen_t *)

#define BOTH_WORLDS(name, kind, parameters, arguments, ...) \
  ssize_t name parameters { \
    NEXT(ssize_t, name, __VA_ARGS__); \
    if (is_known(file) || is_socket(file)) { \
      const char *what = is_known(file) ? paths[file] : "socket"; \
      ssize_t result = moves(#name, kind, what, is_socket(file) ? file : -1, &size); \
      if (result != -2) return result; \
    } \
    return next arguments; \
  }
BOTH_WORLDS(read, 'r', (int file, void *to, size_t size), (file, to, size), int, void *, size_t)
BOTH_WORLDS(write, 'w', (int file, const void *from, size_t size), (file, from, size), int, const void *, size_t)

ssize_t writev(int file, const struct iovec *parts, int number) {
  NEXT(ssize_t, writev, int, const struct iovec *, int);
  if ((is_known(file) || is_socket(file)) && fails("writev", 'w', is_known(file) ? paths[file] : "socket")) return -1;
  return next(file, parts, number);
}

// --- folders ---------------------------------------------------------------------------------------------------------

DIR *opendir(const char *path) {
  NEXT(DIR *, opendir, const char *);
  int counted = is_below(path);
  if (counted && fails("opendir", 'r', path)) return NULL;
  DIR *folder = next(path);
  if (counted && folder) remember(dirfd(folder), path);
  return folder;
}
DIR *fdopendir(int descriptor) {
  NEXT(DIR *, fdopendir, int);
  if (is_known(descriptor) && fails("fdopendir", 'r', paths[descriptor])) return NULL;
  return next(descriptor);
}
#define READDIR(type, name) \
  type *name(DIR *folder) { \
    NEXT(type *, name, DIR *); \
    if (is_known(dirfd(folder)) && fails("readdir", 'r', paths[dirfd(folder)])) return NULL; \
    return next(folder); \
  }
READDIR(struct dirent, readdir)
READDIR(struct dirent64, readdir64)
int closedir(DIR *folder) {
  NEXT(int, closedir, DIR *);
  int descriptor = dirfd(folder);
  int wrong = is_known(descriptor) && fails("closedir", 'r', paths[descriptor]);
  forget(descriptor);
  int result = next(folder);
  if (wrong) errno = error_number;
  return wrong ? -1 : result;
}
FTSENT *fts_read(FTS *walk) {
  NEXT(FTSENT *, fts_read, FTS *);
  if (walk->fts_path && is_below(walk->fts_path) && fails("fts_read", 'r', walk->fts_path)) return NULL;
  return next(walk);
}

// --- the network -----------------------------------------------------------------------------------------------------

int socket(int domain, int type, int protocol) {
  NEXT(int, socket, int, int, int);
  int counted = counts_network && (domain == AF_UNIX || domain == AF_INET || domain == AF_INET6);
  if (counted && fails("socket", 'w', "socket")) return -1;
  int descriptor = next(domain, type, protocol);
  if (counted && descriptor >= 0 && descriptor < DESCRIPTORS) sockets[descriptor] = 1;
  return descriptor;
}
#define SOCKET(name, kind, parameters, arguments, ...) \
  int name parameters { \
    NEXT(int, name, __VA_ARGS__); \
    if (is_socket(file) && fails(#name, kind, "socket")) return -1; \
    return next arguments; \
  }
SOCKET(connect, 'w', (int file, const struct sockaddr *to, socklen_t length), (file, to, length), int, const struct
    sockaddr *, socklen_t)
SOCKET(setsockopt, 'w', (int file, int level, int name, const void *value, socklen_t length), (file, level, name,
    value, length), int, int, int, const void *, socklen_t)
SOCKET(getsockopt, 'r', (int file, int level, int name, void *value, socklen_t *length), (file, level, name, value,
    length), int, int, int, void *, socklen_t *)
SOCKET(getsockname, 'r', (int file, struct sockaddr *address, socklen_t *length), (file, address, length), int,
    struct sockaddr *, socklen_t *)
SOCKET(shutdown, 'w', (int file, int how), (file, how), int, int)

static int polls_socket(const struct pollfd *files, nfds_t number) {
  for (nfds_t i = 0; i < number; i++)
    if (is_socket(files[i].fd)) return 1;
  return 0;
}
int poll(struct pollfd *files, nfds_t number, int timeout) {
  NEXT(int, poll, struct pollfd *, nfds_t, int);
  if (polls_socket(files, number) && fails("poll", 'r', "socket")) return -1;
  return next(files, number, timeout);
}
int ppoll(struct pollfd *files, nfds_t number, const struct timespec *timeout, const sigset_t *mask) {
  NEXT(int, ppoll, struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);
  if (polls_socket(files, number) && fails("ppoll", 'r', "socket")) return -1;
  return next(files, number, timeout, mask);
}
int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
  NEXT(int, getaddrinfo, const char *, const char *, const struct addrinfo *, struct addrinfo **);
  if (counts_network && fails("getaddrinfo", 'r', node)) return EAI_AGAIN;
  return next(node, service, hints, found);
}

// --- clocks ----------------------------------------------------------------------------------------------------------

static long ahead(const char *name) {
  if (!counts_clock) return 0;
  if (count(name, 'r', "") == STEP) stepped = 1;
  return stepped ? seconds : 0;
}
int clock_gettime(clockid_t clock, struct timespec *now) {
  NEXT(int, clock_gettime, clockid_t, struct timespec *);
  int result = next(clock, now);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec += ahead("clock_gettime");
  return result;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  NEXT(int, gettimeofday, struct timeval *restrict, void *restrict);
  int result = next(now, zone);
  now->tv_sec += ahead("gettimeofday");
  return result;
}
time_t time(time_t *to) {
  NEXT(time_t, time, time_t *);
  time_t now = next(NULL) + ahead("time");
  if (to) *to = now;
  return now;
}
