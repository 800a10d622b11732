/* instances.exe: what setup.exe and the MSI ask about the running program. It is inside them and never installed.
 *
 *   instances.exe close FOLDER        ends every Deskline that runs from FOLDER, in order where it can
 *   instances.exe pause FOLDER        the same, and remembers in which sessions it ran
 *   instances.exe resume FOLDER       starts it again there
 *
 * close-own, pause-own and resume-own do it in the caller's session only, and remember it for the caller alone.
 * Exit status: 0 done, 1 something still runs, 2 wrong usage.
 *
 * A program runs from FOLDER if its image is one of IMAGES there. Each window is asked by `Deskline.exe --quit`, started as
 * the user who runs it and in that user's session, as the instance's pipe is that session's. In another session only the
 * system may start something; what still runs after PATIENCE is ended hard, because a half replaced runtime would be worse.
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <tlhelp32.h>
#include <userenv.h>
#include <stdio.h>
#include <wchar.h>

enum { MOST = 512, PATIENCE = 20000 /* ms */, LONGEST = 32768 };
static const wchar_t *const KEY = L"Software\\Deskline", *const VALUE = L"Paused";
static const wchar_t *const WINDOW = L"\\runtime\\pythonw.exe";
static const wchar_t *const IMAGES[] = {
    L"\\runtime\\pythonw.exe", L"\\runtime\\python.exe", L"\\Deskline.exe", L"\\desklinectl.exe", NULL,
};

typedef struct {
    DWORD process, session;
    int window; /* whether it is an instance with a window: not the command line, not a launcher */
} Instance;

/* Let an administrator see the processes of others; without the right it stays as it is. */
static void see_others(void)
{
    TOKEN_PRIVILEGES wanted = {.PrivilegeCount = 1, .Privileges[0].Attributes = SE_PRIVILEGE_ENABLED};
    HANDLE token;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES, &token))
        return;
    if (LookupPrivilegeValueW(NULL, SE_DEBUG_NAME, &wanted.Privileges[0].Luid))
        AdjustTokenPrivileges(token, FALSE, &wanted, 0, NULL, NULL);
    CloseHandle(token);
}

static DWORD session_of(DWORD process)
{
    DWORD session = 0;
    ProcessIdToSessionId(process, &session);
    return session;
}

/* The image of a process; empty where we may not know. */
static void image_of(DWORD process, wchar_t *image, DWORD size)
{
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    image[0] = 0;
    if (handle) {
        if (!QueryFullProcessImageNameW(handle, 0, image, &size))
            image[0] = 0;
        CloseHandle(handle);
    }
}

/* Whether an image is one of ours; without a folder: the desktop's. */
static int is_wanted(const PROCESSENTRY32W *entry, const wchar_t *folder, int *window)
{
    static wchar_t image[LONGEST];
    if (!folder)
        return !_wcsicmp(entry->szExeFile, L"explorer.exe");
    image_of(entry->th32ProcessID, image, LONGEST);
    size_t length = wcslen(folder);
    if (_wcsnicmp(image, folder, length))
        return 0;
    *window = !_wcsicmp(image + length, WINDOW);
    for (const wchar_t *const *name = IMAGES; *name; name++)
        if (!_wcsicmp(image + length, *name))
            return 1;
    return 0;
}

/* Everything that runs from a folder, or without one the desktops; `own` narrows it to our session. */
static int find(const wchar_t *folder, int own, Instance *found)
{
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    DWORD ours = session_of(GetCurrentProcessId());
    int count = 0, window = 0;
    if (all == INVALID_HANDLE_VALUE)
        return 0;
    for (BOOL more = Process32FirstW(all, &entry); more && count < MOST; more = Process32NextW(all, &entry)) {
        DWORD session = session_of(entry.th32ProcessID);
        if ((own && session != ours) || !is_wanted(&entry, folder, &window))
            continue;
        found[count++] = (Instance){entry.th32ProcessID, session, window};
    }
    CloseHandle(all);
    return count;
}

/* Start a command line with a user's token, on the desktop of the token's session. Only the system may do that in another
 * session than ours; CreateProcessWithTokenW, which an administrator may call, always starts in ours. */
static BOOL start_with(HANDLE token, wchar_t *line, int here)
{
    static wchar_t desktop[] = L"winsta0\\default";
    STARTUPINFOW start = {.cb = sizeof start, .lpDesktop = desktop};
    PROCESS_INFORMATION child;
    void *variables = NULL;
    if (!CreateEnvironmentBlock(&variables, token, FALSE))
        return FALSE;
    BOOL started = CreateProcessAsUserW(token, NULL, line, NULL, NULL, FALSE, CREATE_UNICODE_ENVIRONMENT, variables, NULL,
                                        &start, &child);
    if (!started && here)
        started = CreateProcessWithTokenW(token, LOGON_WITH_PROFILE, NULL, line, CREATE_UNICODE_ENVIRONMENT, variables, NULL,
                                          &start, &child);
    DestroyEnvironmentBlock(variables);
    if (started) {
        CloseHandle(child.hThread);
        CloseHandle(child.hProcess);
    }
    return started;
}

static BOOL start_as_ourselves(wchar_t *line)
{
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION child;
    if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &child))
        return FALSE;
    CloseHandle(child.hThread);
    CloseHandle(child.hProcess);
    return TRUE;
}

/* Start a command line as the user of a process, in that user's session. As ourselves only in our own session, and never
 * in that of the services. */
static void start_as(DWORD process, wchar_t *line)
{
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process), theirs = NULL, token = NULL;
    DWORD ours = session_of(GetCurrentProcessId());
    int here = session_of(process) == ours;
    BOOL started = FALSE;

    if (handle && OpenProcessToken(handle, TOKEN_DUPLICATE | TOKEN_QUERY, &theirs)
        && DuplicateTokenEx(theirs, MAXIMUM_ALLOWED, NULL, SecurityImpersonation, TokenPrimary, &token))
        started = start_with(token, line, here);
    if (!started && here && ours != 0)
        start_as_ourselves(line);
    if (token)
        CloseHandle(token);
    if (theirs)
        CloseHandle(theirs);
    if (handle)
        CloseHandle(handle);
}

/* Whether the session of a window was met before it in the list. */
static int met_before(const Instance *found, int place)
{
    for (int i = 0; i < place; i++)
        if (found[i].window && found[i].session == found[place].session)
            return 1;
    return 0;
}

/* Remember the sessions with a window, once each: for everybody where we may and shall, else for this user. */
static void remember(const Instance *found, int count, int own)
{
    static wchar_t text[MOST * 11];
    for (int i = 0; i < count; i++)
        if (found[i].window && !met_before(found, i))
            swprintf(text + wcslen(text), 12, L"%lu ", found[i].session);
    DWORD size = (DWORD)((wcslen(text) + 1) * sizeof *text);
    if (!text[0])
        return;
    if (own || RegSetKeyValueW(HKEY_LOCAL_MACHINE, KEY, VALUE, REG_SZ, text, size))
        RegSetKeyValueW(HKEY_CURRENT_USER, KEY, VALUE, REG_SZ, text, size);
}

static int close_all(const wchar_t *folder, int pause, int own)
{
    static Instance found[MOST];
    static wchar_t line[LONGEST];
    int count = find(folder, own, found);

    if (pause)
        remember(found, count, own);
    for (int i = 0; i < count; i++) {
        if (!found[i].window || met_before(found, i))
            continue;
        swprintf(line, LONGEST, L"\"%ls\\Deskline.exe\" --quit", folder);
        start_as(found[i].process, line);
    }
    DWORD end = GetTickCount() + PATIENCE;
    while ((count = find(folder, own, found)) && (LONG)(end - GetTickCount()) > 0)
        Sleep(100);
    for (int i = 0; i < count; i++) {
        HANDLE handle = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, found[i].process);
        if (handle) {
            TerminateProcess(handle, 1);
            WaitForSingleObject(handle, 5000);
            CloseHandle(handle);
        }
    }
    return find(folder, own, found) ? 1 : 0;
}

/* Take the value away, and the key where nothing else is in it. */
static void forget(HKEY root)
{
    HKEY key;
    DWORD keys = 1, values = 1;
    RegDeleteKeyValueW(root, KEY, VALUE);
    if (RegOpenKeyExW(root, KEY, 0, KEY_READ, &key))
        return;
    RegQueryInfoKeyW(key, NULL, NULL, NULL, &keys, NULL, NULL, &values, NULL, NULL, NULL, NULL);
    RegCloseKey(key);
    if (!keys && !values)
        RegDeleteKeyExW(root, KEY, KEY_WOW64_64KEY, 0);
}

/* Start it minimised in every remembered session, as the user whose desktop is there. */
static int resume(const wchar_t *folder, int own)
{
    static Instance desktops[MOST];
    static wchar_t line[LONGEST], text[MOST * 11];
    wchar_t *rest = text;
    HKEY root = own ? HKEY_CURRENT_USER : HKEY_LOCAL_MACHINE;
    DWORD size = sizeof text, here = GetCurrentProcessId(), ours = session_of(here);
    if (RegGetValueW(root, KEY, VALUE, RRF_RT_REG_SZ, NULL, text, &size)) {
        root = HKEY_CURRENT_USER;
        size = sizeof text;
        if (RegGetValueW(root, KEY, VALUE, RRF_RT_REG_SZ, NULL, text, &size))
            return 0;
    }
    forget(root);
    int count = find(NULL, own, desktops);
    while (*rest) {
        DWORD session = wcstoul(rest, &rest, 10), process = session == ours && ours != 0 ? here : 0;
        for (int i = 0; i < count; i++)
            if (desktops[i].session == session)
                process = desktops[i].process;
        if (process) {
            swprintf(line, LONGEST, L"\"%ls\\Deskline.exe\" --minimised", folder);
            start_as(process, line);
        }
        while (*rest == L' ')
            rest++;
    }
    return 0;
}

/* Whether a word is the verb, or the verb for our own session. */
static int is_verb(const wchar_t *word, const wchar_t *verb, int *own)
{
    size_t length = wcslen(verb);
    if (wcsncmp(word, verb, length))
        return 0;
    *own = !wcscmp(word + length, L"-own");
    return *own || !word[length];
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR given, int show)
{
    int count = 0, own = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)instance, (void)previous, (void)given, (void)show;
    if (!arguments || count != 3)
        return 2;
    static wchar_t folder[LONGEST];
    DWORD length = GetFullPathNameW(arguments[2], LONGEST, folder, NULL); /* takes a final "\." away */
    if (!length || length >= LONGEST)
        return 2;
    if (folder[length - 1] == L'\\')
        folder[length - 1] = 0;
    see_others();
    if (is_verb(arguments[1], L"close", &own))
        return close_all(folder, 0, own);
    if (is_verb(arguments[1], L"pause", &own))
        return close_all(folder, 1, own);
    if (is_verb(arguments[1], L"resume", &own))
        return resume(folder, own);
    return 2;
}
