/* Preloaded under the real program on Linux. It watches the files below one folder and, as its control page says,
 *   - writes down every open, write, truncation, sync, rename and unlink (the recorder of the power-loss bench),
 *   - fails the n-th of them with an error number, once or for good (the I/O-error bench),
 *   - kills the process before, in the middle of, or after the n-th of them (the kill bench),
 *   - delays every sync (a slow disk).
 *
 * SHIM_CONTROL  file with the control page, mapped and shared, so that anybody can set it while the program runs
 * SHIM_WATCH    folder whose files are watched
 * SHIM_LOG      file for the record; without it nothing is recorded
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define HANDLES 4096
#define SECTOR 512

enum { OPEN = 1, WRITE, TRUNCATE, SYNC, UNLINK, RENAME, UNKNOWN, FAILED_SYNC };
enum { WRITES = 1, SYNCS = 2, OTHERS = 4 }; /* what faults and kills count */

struct control {
    uint64_t armed;      /* bits of WRITES, SYNCS, OTHERS; 0: nothing is counted */
    uint64_t counted;    /* calls counted since it was armed */
    uint64_t fail_at;    /* fail this call (from 1); 0: none */
    uint64_t fail_errno;
    uint64_t for_good;   /* and every call after it */
    uint64_t failed;     /* how many calls were failed */
    uint64_t kill_at;    /* kill at this call (from 1); 0: never */
    uint64_t kill_when;  /* 0 before, 1 in the middle (writes only), 2 after */
    uint64_t sync_delay; /* microseconds before each sync */
    uint64_t syncs;      /* syncs of watched files, always counted */
    uint64_t unsynced_writes; /* writes of watched files, always counted */
};

struct record {
    uint32_t kind, handle;
    int64_t offset;
    uint64_t length;
    uint32_t flags, path, other;
    uint32_t reserved;
};

static struct control nothing, *control = &nothing;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watch[4096];
static int record_to = -1;
static uint32_t handles[HANDLES], last_handle;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_truncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_unlink)(const char *);
static int (*real_unlinkat)(int, const char *, int);
static int (*real_rename)(const char *, const char *);
static ssize_t (*real_sendfile)(int, int, off64_t *, size_t);
static ssize_t (*real_copy_range)(int, off64_t *, int, off64_t *, size_t, unsigned);

#define REAL(pointer, name) *(void **)&pointer = dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
    REAL(real_open, "open64");
    REAL(real_openat, "openat64");
    REAL(real_close, "close");
    REAL(real_write, "write");
    REAL(real_pwrite, "pwrite64");
    REAL(real_truncate, "ftruncate64");
    REAL(real_fsync, "fsync");
    REAL(real_fdatasync, "fdatasync");
    REAL(real_unlink, "unlink");
    REAL(real_unlinkat, "unlinkat");
    REAL(real_rename, "rename");
    REAL(real_sendfile, "sendfile64");
    REAL(real_copy_range, "copy_file_range");
    const char *page = getenv("SHIM_CONTROL"), *folder = getenv("SHIM_WATCH"), *log = getenv("SHIM_LOG");
    if (folder) snprintf(watch, sizeof watch, "%s", folder);
    if (page) {
        int fd = real_open(page, O_RDWR | O_CLOEXEC);
        void *mapped = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
        if (mapped != MAP_FAILED) control = mapped;
        if (fd >= 0) real_close(fd);
    }
    if (log) record_to = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(const char *path) {
    size_t n = strlen(watch);
    return n && !strncmp(path, watch, n) && (path[n] == '/' || path[n] == 0);
}

static uint32_t handle_of(int fd) { return fd >= 0 && fd < HANDLES ? handles[fd] : 0; }

static void note(uint32_t kind, uint32_t handle, int64_t offset, const void *data, uint64_t length, uint32_t flags,
                 const char *path, const char *other) {
    if (record_to < 0) return;
    struct record head = {kind, handle, offset, length, flags, path ? strlen(path) : 0, other ? strlen(other) : 0, 0};
    size_t size = sizeof head + head.path + head.other + (data ? length : 0);
    char *whole = malloc(size), *at = whole;
    if (!whole) abort();
    memcpy(at, &head, sizeof head), at += sizeof head;
    if (path) memcpy(at, path, head.path), at += head.path;
    if (other) memcpy(at, other, head.other), at += head.other;
    if (data) memcpy(at, data, length);
    if (real_write(record_to, whole, size) != (ssize_t)size) abort();
    free(whole);
}

static void die(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

/* Counts one call; returns whether it is to fail, and says by `*now` whether the process is to die at it. */
static int fails(uint64_t kind, int *now) {
    *now = 0;
    if (!(control->armed & kind)) return 0;
    uint64_t n = ++control->counted;
    if (control->kill_at && n == control->kill_at) {
        if (control->kill_when == 0) die();
        *now = 1;
    }
    if (control->fail_at && (n == control->fail_at || (control->for_good && n > control->fail_at))) {
        control->failed++;
        errno = (int)control->fail_errno;
        return 1;
    }
    return 0;
}

static int opened(const char *path, int fd, int flags, int existed) {
    if (fd < 0 || fd >= HANDLES) return fd;
    handles[fd] = ++last_handle;
    note(OPEN, last_handle, 0, NULL, 0, (existed ? 0 : 1) | (flags & O_TRUNC ? 2 : 0) | (flags & O_DIRECTORY ? 4 : 0),
         path, NULL);
    return fd;
}

static int open_watched(const char *path, int flags, mode_t mode) {
    struct stat found;
    int now;
    pthread_mutex_lock(&lock);
    int existed = !stat(path, &found), changes = !existed && (flags & O_CREAT);
    int fd = changes && fails(OTHERS, &now) ? -1 : real_open(path, flags, mode);
    int error = errno;
    if (fd >= 0 && existed && S_ISDIR(found.st_mode)) flags |= O_DIRECTORY;
    opened(path, fd, flags, existed);
    if (changes && fd >= 0 && control->armed && now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return fd;
}

static mode_t mode_of(int flags, va_list *rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(*rest, mode_t) : 0; }

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, &rest);
    va_end(rest);
    return is_watched(path) ? open_watched(path, flags, mode) : real_open(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, &rest);
    va_end(rest);
    return is_watched(path) ? open_watched(path, flags, mode) : real_open(path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, &rest);
    va_end(rest);
    return is_watched(path) ? open_watched(path, flags, mode) : real_openat(at, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = mode_of(flags, &rest);
    va_end(rest);
    return is_watched(path) ? open_watched(path, flags, mode) : real_openat(at, path, flags, mode);
}

int close(int fd) {
    if (fd >= 0 && fd < HANDLES) handles[fd] = 0;
    return real_close(fd);
}

static ssize_t write_watched(int fd, const void *data, size_t length, off64_t offset) {
    int now;
    pthread_mutex_lock(&lock);
    control->unsynced_writes++;
    ssize_t done = -1;
    if (!fails(WRITES, &now)) {
        if (now && control->kill_when == 1) {
            real_pwrite(fd, data, length > SECTOR ? length / 2 / SECTOR * SECTOR : length / 2, offset);
            die();
        }
        done = real_pwrite(fd, data, length, offset);
        if (done > 0) note(WRITE, handle_of(fd), offset, data, done, 0, NULL, NULL);
    }
    int error = errno;
    if (now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    return handle_of(fd) ? write_watched(fd, data, length, offset) : real_pwrite(fd, data, length, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    if (!handle_of(fd)) return real_write(fd, data, length);
    struct stat found;
    int append = fcntl(fd, F_GETFL) & O_APPEND;
    off64_t at = append && !fstat(fd, &found) ? found.st_size : lseek64(fd, 0, SEEK_CUR);
    ssize_t done = write_watched(fd, data, length, at);
    int error = errno;
    if (done > 0) lseek64(fd, at + done, SEEK_SET);
    errno = error;
    return done;
}

int ftruncate64(int fd, off64_t size) {
    if (!handle_of(fd)) return real_truncate(fd, size);
    int now, done = -1;
    pthread_mutex_lock(&lock);
    if (!fails(WRITES, &now)) {
        done = real_truncate(fd, size);
        if (!done) note(TRUNCATE, handle_of(fd), size, NULL, 0, 0, NULL, NULL);
    }
    int error = errno;
    if (now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int sync_watched(int fd, int (*real)(int)) {
    int now, done = -1;
    if (control->sync_delay) usleep(control->sync_delay);
    pthread_mutex_lock(&lock);
    control->syncs++;
    if (!fails(SYNCS, &now)) {
        done = real(fd);
        if (!done) note(SYNC, handle_of(fd), 0, NULL, 0, 0, NULL, NULL);
    } else {
        note(FAILED_SYNC, handle_of(fd), 0, NULL, 0, 0, NULL, NULL);
    }
    int error = errno;
    if (now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int fsync(int fd) { return handle_of(fd) ? sync_watched(fd, real_fsync) : real_fsync(fd); }

int fdatasync(int fd) { return handle_of(fd) ? sync_watched(fd, real_fdatasync) : real_fdatasync(fd); }

static int unlink_watched(const char *path) {
    int now, done = -1;
    pthread_mutex_lock(&lock);
    if (!fails(OTHERS, &now)) {
        done = real_unlink(path);
        if (!done) note(UNLINK, 0, 0, NULL, 0, 0, path, NULL);
    }
    int error = errno;
    if (now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

int unlink(const char *path) { return is_watched(path) ? unlink_watched(path) : real_unlink(path); }

int unlinkat(int at, const char *path, int flags) {
    if (is_watched(path) && !(flags & AT_REMOVEDIR)) return unlink_watched(path);
    return real_unlinkat(at, path, flags);
}

int rename(const char *from, const char *to) {
    if (!is_watched(from) && !is_watched(to)) return real_rename(from, to);
    int now, done = -1;
    pthread_mutex_lock(&lock);
    if (!fails(OTHERS, &now)) {
        done = real_rename(from, to);
        if (!done) note(RENAME, 0, 0, NULL, 0, 0, from, to);
    }
    int error = errno;
    if (now) die();
    pthread_mutex_unlock(&lock);
    errno = error;
    return done;
}

/* Nothing of ours writes this way; if something begins to, the record says so and the bench fails. */
ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) {
    if (handle_of(out)) note(UNKNOWN, handle_of(out), 0, NULL, 0, 0, "sendfile", NULL);
    return real_sendfile(out, in, offset, count);
}

ssize_t sendfile(int out, int in, off_t *offset, size_t count) { return sendfile64(out, in, offset, count); }

ssize_t copy_file_range(int in, off64_t *in_at, int out, off64_t *out_at, size_t count, unsigned flags) {
    if (handle_of(out)) note(UNKNOWN, handle_of(out), 0, NULL, 0, 0, "copy_file_range", NULL);
    return real_copy_range(in, in_at, out, out_at, count, flags);
}
