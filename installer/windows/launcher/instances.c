/* instances.exe: what setup.exe and the MSI ask about the running program. It is inside them and never installed.
 *
 *   instances.exe close FOLDER        ends every Deskline that runs from FOLDER, in order where it can
 *   instances.exe pause FOLDER        the same, and remembers in which sessions it ran
 *   instances.exe resume FOLDER       starts it again there
 *
 * Exit status: 0 done, 1 something still runs, 2 wrong usage.
 *
 * A program runs from FOLDER if its image is FOLDER\runtime\python*.exe. Each is asked by `Deskline.exe --quit`, started as
 * the user who runs it (with administrator's or the system's rights that is another's session too: a terminal server);
 * what then still runs after PATIENCE is ended hard, because a half replaced runtime would be worse.
 */
#define _WIN32_WINNT 0x0A00
#include <windows.h>
#include <tlhelp32.h>
#include <stdio.h>
#include <wchar.h>

enum { MOST = 512, PATIENCE = 20000 /* ms */ };
static const wchar_t *const KEY = L"Software\\Deskline", *const VALUE = L"Paused";

typedef struct {
    DWORD process, session;
} Instance;

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

/* All processes with that image's beginning; `name` narrows it to one file. */
static int find(const wchar_t *beginning, const wchar_t *name, Instance *found)
{
    static wchar_t image[32768];
    PROCESSENTRY32W entry = {.dwSize = sizeof entry};
    HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
    int count = 0;
    if (all == INVALID_HANDLE_VALUE)
        return 0;
    for (BOOL more = Process32FirstW(all, &entry); more && count < MOST; more = Process32NextW(all, &entry)) {
        if (name && _wcsicmp(entry.szExeFile, name))
            continue;
        image_of(entry.th32ProcessID, image, 32768);
        if (beginning && _wcsnicmp(image, beginning, wcslen(beginning)))
            continue;
        found[count].process = entry.th32ProcessID;
        ProcessIdToSessionId(entry.th32ProcessID, &found[count].session);
        count++;
    }
    CloseHandle(all);
    return count;
}

/* Start a command line as the user of a process, in that user's session; as ourselves where that may not be. */
static HANDLE start_as(DWORD process, wchar_t *line)
{
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION child = {0};
    HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process), theirs = NULL, token = NULL;
    DWORD ours = 0, session = 0;
    BOOL started = FALSE;

    if (handle && OpenProcessToken(handle, TOKEN_DUPLICATE | TOKEN_QUERY, &theirs)
        && DuplicateTokenEx(theirs, MAXIMUM_ALLOWED, NULL, SecurityImpersonation, TokenPrimary, &token))
        started = CreateProcessWithTokenW(token, LOGON_WITH_PROFILE, NULL, line, 0, NULL, NULL, &start, &child);
    ProcessIdToSessionId(GetCurrentProcessId(), &ours);
    ProcessIdToSessionId(process, &session);
    if (!started && ours == session)
        started = CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &child);
    if (token)
        CloseHandle(token);
    if (theirs)
        CloseHandle(theirs);
    if (handle)
        CloseHandle(handle);
    if (!started)
        return NULL;
    CloseHandle(child.hThread);
    return child.hProcess;
}

/* Remember the sessions, once each: for all users where we may, else for this one. */
static void remember(const Instance *found, int count)
{
    wchar_t text[MOST * 11] = L"";
    for (int i = 0; i < count; i++) {
        int known = 0;
        for (int j = 0; j < i; j++)
            known |= found[j].session == found[i].session;
        if (!known)
            swprintf(text + wcslen(text), 12, L"%lu ", found[i].session);
    }
    DWORD size = (DWORD)((wcslen(text) + 1) * sizeof *text);
    if (RegSetKeyValueW(HKEY_LOCAL_MACHINE, KEY, VALUE, REG_SZ, text, size))
        RegSetKeyValueW(HKEY_CURRENT_USER, KEY, VALUE, REG_SZ, text, size);
}

static int close_all(const wchar_t *folder, int pause)
{
    static Instance found[MOST], still[MOST];
    static wchar_t beginning[32768], line[32768];
    swprintf(beginning, 32768, L"%ls\\runtime\\python", folder);
    swprintf(line, 32768, L"\"%ls\\Deskline.exe\" --quit", folder);
    int count = find(beginning, NULL, found);
    DWORD end = GetTickCount() + PATIENCE;

    if (!count)
        return 0;
    if (pause)
        remember(found, count);
    for (int i = 0; i < count; i++) {
        int asked = 0;
        for (int j = 0; j < i; j++)
            asked |= found[j].session == found[i].session;
        HANDLE child = asked ? NULL : start_as(found[i].process, line);
        if (child) {
            WaitForSingleObject(child, PATIENCE);
            CloseHandle(child);
        }
    }
    while (find(beginning, NULL, still) && (LONG)(end - GetTickCount()) > 0)
        Sleep(100);
    count = find(beginning, NULL, still);
    for (int i = 0; i < count; i++) {
        HANDLE handle = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, still[i].process);
        if (handle) {
            TerminateProcess(handle, 1);
            WaitForSingleObject(handle, 5000);
            CloseHandle(handle);
        }
    }
    return find(beginning, NULL, still) ? 1 : 0;
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
static int resume(const wchar_t *folder)
{
    static Instance desktops[MOST];
    static wchar_t line[32768];
    wchar_t text[MOST * 11] = L"", *rest = text;
    HKEY root = HKEY_LOCAL_MACHINE;
    DWORD size = sizeof text;
    if (RegGetValueW(root, KEY, VALUE, RRF_RT_REG_SZ, NULL, text, &size)) {
        root = HKEY_CURRENT_USER;
        size = sizeof text;
        if (RegGetValueW(root, KEY, VALUE, RRF_RT_REG_SZ, NULL, text, &size))
            return 0;
    }
    forget(root);
    int count = find(NULL, L"explorer.exe", desktops);
    while (*rest) {
        DWORD session = wcstoul(rest, &rest, 10), process = 0;
        for (int i = 0; i < count; i++)
            if (desktops[i].session == session)
                process = desktops[i].process;
        if (!process)
            process = GetCurrentProcessId();
        swprintf(line, 32768, L"\"%ls\\Deskline.exe\" --minimised", folder);
        HANDLE child = start_as(process, line);
        if (child)
            CloseHandle(child);
        while (*rest == L' ')
            rest++;
    }
    return 0;
}

int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR given, int show)
{
    int count = 0;
    wchar_t **arguments = CommandLineToArgvW(GetCommandLineW(), &count);
    (void)instance, (void)previous, (void)given, (void)show;
    if (!arguments || count != 3)
        return 2;
    static wchar_t folder[32768];
    DWORD length = GetFullPathNameW(arguments[2], 32768, folder, NULL); /* takes a final "\." away */
    if (!length || length >= 32768)
        return 2;
    if (folder[length - 1] == L'\\')
        folder[length - 1] = 0;
    if (!wcscmp(arguments[1], L"close") || !wcscmp(arguments[1], L"pause"))
        return close_all(folder, arguments[1][0] == L'p');
    if (!wcscmp(arguments[1], L"resume"))
        return resume(folder);
    return 2;
}
