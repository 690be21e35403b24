// SPDX-License-Identifier: Apache-2.0
// Runs commands in the guest for the test harness on the other side of a virtio port, several at once.
//
// A frame is id, type, length (32 bits each, little-endian) and the payload. The harness chooses the ids. Requests:
//   RUN     arguments, each ended by a NUL   -> STARTED pid, OUT and ERR as it prints, EXIT code (128 + signal if killed)
//   SIGNAL  signal, whole group or not       -> nothing; the id is that of the RUN
//   READ    path                             -> OUT with the content, EXIT 0; or ERR with the reason, EXIT errno
//   WRITE   path, NUL, content (one write)   -> EXIT 0; or ERR with the reason, EXIT errno
// The agent is a real-time task, so that the scheduler under test cannot keep the harness from looking; what it starts is
// not. Output that a command's own children write after it has ended is lost.
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

#define MAX_COMMANDS 512
#define MAX_FRAME (1 << 20)

enum request { RUN = 1, SIGNAL, READ, WRITE };
enum reply { HELLO = 1, STARTED, OUT, ERR, EXIT };

struct header {
	uint32_t id, type, length;
};

struct command {
	uint32_t id;
	pid_t pid; // 0: the place is free
	int running; // a pipe that closes when the command has taken the child over; -1 from then on
	int out, err;
};

static struct command commands[MAX_COMMANDS];
static int port;

static void write_fully(const void *data, size_t length)
{
	while (length) {
		ssize_t written = write(port, data, length);

		if (written < 0)
			fail("cannot write to", "the port");
		data = (const char *)data + written;
		length -= written;
	}
}

static int read_fully(void *data, size_t length)
{
	while (length) {
		ssize_t got = read(port, data, length);

		if (got <= 0)
			return -1; // the harness has gone
		data = (char *)data + got;
		length -= got;
	}
	return 0;
}

static void reply(uint32_t id, enum reply type, const void *data, uint32_t length)
{
	struct header header = { id, type, length };

	write_fully(&header, sizeof(header));
	write_fully(data, length);
}

static void reply_number(uint32_t id, enum reply type, uint32_t value)
{
	reply(id, type, &value, sizeof(value));
}

static void reply_errno(uint32_t id)
{
	int error = errno;

	reply(id, ERR, strerror(error), strlen(strerror(error)));
	reply_number(id, EXIT, error);
}

// Runs in the child, between fork and exec.
static _Noreturn void become(char **arguments, int out, int err)
{
	sigset_t none;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	dup2(open("/dev/null", O_RDONLY), 0);
	dup2(out, 1);
	dup2(err, 2);
	execvp(arguments[0], arguments);
	fprintf(stderr, "%s: %s\n", arguments[0], strerror(errno));
	_exit(127);
}

static void run(uint32_t id, char *payload, uint32_t length)
{
	struct command *command = commands;
	char *arguments[1024];
	int count = 0, running[2], out[2], err[2];

	while (command < commands + MAX_COMMANDS && command->pid)
		command++;
	for (char *at = payload; at < payload + length && count < 1023; at += strlen(at) + 1)
		arguments[count++] = at;
	arguments[count] = NULL;
	if (command == commands + MAX_COMMANDS || !count || pipe2(running, O_CLOEXEC) || pipe2(out, O_CLOEXEC) ||
	    pipe2(err, O_CLOEXEC)) {
		errno = EAGAIN;
		reply_errno(id);
		return;
	}
	*command = (struct command){ .id = id, .running = running[0], .out = out[0], .err = err[0] };
	command->pid = fork();
	if (command->pid == 0)
		become(arguments, out[1], err[1]);
	close(running[1]);
	close(out[1]);
	close(err[1]);
	fcntl(running[0], F_SETFL, O_NONBLOCK);
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(err[0], F_SETFL, O_NONBLOCK);
}

static void send_signal(uint32_t id, const uint32_t *payload)
{
	for (struct command *command = commands; command < commands + MAX_COMMANDS; command++)
		if (command->pid && command->id == id)
			kill(payload[1] ? -command->pid : command->pid, payload[0]);
}

static void read_file(uint32_t id, const char *path)
{
	static char buffer[65536];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = -1;

	while (fd >= 0 && (length = read(fd, buffer, sizeof(buffer))) > 0)
		reply(id, OUT, buffer, length);
	if (length < 0)
		reply_errno(id);
	else
		reply_number(id, EXIT, 0);
	close(fd);
}

static void write_file(uint32_t id, const char *payload, uint32_t length)
{
	const char *content = payload + strlen(payload) + 1;
	int fd = open(payload, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	// One write: files of the kernel take a value whole.
	if (fd < 0 || write(fd, content, payload + length - content) < 0)
		reply_errno(id);
	else
		reply_number(id, EXIT, 0);
	close(fd);
}

static int serve_request(void)
{
	static char payload[MAX_FRAME + 1];
	struct header header;

	if (read_fully(&header, sizeof(header)) || header.length > MAX_FRAME || read_fully(payload, header.length))
		return -1;
	payload[header.length] = 0;
	switch (header.type) {
	case RUN: run(header.id, payload, header.length); break;
	case SIGNAL: send_signal(header.id, (uint32_t *)payload); break;
	case READ: read_file(header.id, payload); break;
	case WRITE: write_file(header.id, payload, header.length); break;
	}
	return 0;
}

// Passes on what there is: one read takes all that a pipe can hold. Closes at the end of the stream.
static void forward(uint32_t id, int *fd, enum reply type)
{
	static char buffer[65536];
	ssize_t length;

	if (*fd < 0)
		return;
	length = read(*fd, buffer, sizeof(buffer));
	if (length > 0) {
		reply(id, type, buffer, length);
	} else if (length == 0) {
		close(*fd);
		*fd = -1;
	}
}

static void look_whether_running(struct command *command)
{
	char none;

	if (command->running >= 0 && read(command->running, &none, 1) == 0) {
		close(command->running);
		command->running = -1;
		reply_number(command->id, STARTED, command->pid);
	}
}

static void reap(void)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (struct command *command = commands; command < commands + MAX_COMMANDS; command++) {
			if (command->pid != pid)
				continue;
			look_whether_running(command);
			forward(command->id, &command->out, OUT);
			forward(command->id, &command->err, ERR);
			close(command->out);
			close(command->err);
			command->pid = 0;
			reply_number(command->id, EXIT,
				     WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status));
		}
	}
}

static void serve(int signals)
{
	static struct pollfd polled[2 + 3 * MAX_COMMANDS];
	struct signalfd_siginfo ignored;

	for (;;) {
		int count = 2;

		polled[0] = (struct pollfd){ .fd = port, .events = POLLIN };
		polled[1] = (struct pollfd){ .fd = signals, .events = POLLIN };
		for (struct command *command = commands; command < commands + MAX_COMMANDS; command++) {
			if (!command->pid)
				continue;
			polled[count++] = (struct pollfd){ .fd = command->running, .events = POLLIN };
			polled[count++] = (struct pollfd){ .fd = command->out, .events = POLLIN };
			polled[count++] = (struct pollfd){ .fd = command->err, .events = POLLIN };
		}
		poll(polled, count, -1);
		for (struct command *command = commands; command < commands + MAX_COMMANDS; command++) {
			if (!command->pid)
				continue;
			look_whether_running(command);
			forward(command->id, &command->out, OUT);
			forward(command->id, &command->err, ERR);
		}
		if (polled[1].revents && read(signals, &ignored, sizeof(ignored)) > 0)
			reap();
		if (polled[0].revents && serve_request())
			return;
	}
}

int main(int argc, char **argv)
{
	struct sched_param priority = { .sched_priority = 1 };
	sigset_t child;

	if (argc != 2)
		usage("agent PORT");
	port = open(argv[1], O_RDWR | O_CLOEXEC);
	if (port < 0)
		fail("cannot open", argv[1]);
	if (sched_setscheduler(0, SCHED_FIFO | SCHED_RESET_ON_FORK, &priority))
		fail("cannot become", "SCHED_FIFO");
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	signal(SIGPIPE, SIG_IGN);
	reply(0, HELLO, "", 0); // waits for the harness to connect
	serve(signalfd(-1, &child, SFD_CLOEXEC));
	return 0;
}
