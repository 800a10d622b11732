/* Deskline.exe and desklinectl.exe: start the Python runtime that lies beside them with the arguments that they got.
 *
 * The command line is handed on as it was written, from behind the program's name, so that no quoting is lost. Standard
 * input, output and error are the child's; its exit status becomes ours. The working folder stays the caller's: relative
 * file names in arguments mean what the caller means. -I: no PYTHON* variable and no user folder meddles; -B: nothing is
 * written into the program's folder.
 *
 * Compiled with -DCONSOLE for desklinectl.exe.
 */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

#ifdef CONSOLE
#define PYTHON L"python.exe"
#else
#define PYTHON L"pythonw.exe"
#endif

static const wchar_t *const MODULE = L" -I -B -m desktop ";
enum { LONGEST = 32767 }; /* characters of a command line, its end included (CreateProcessW) */

/* The rest of our command line behind the program's name, by the rule of the C runtime. */
static const wchar_t *arguments(void)
{
    const wchar_t *rest = GetCommandLineW();
    int quoted = 0;
    for (; *rest && (quoted || (*rest != L' ' && *rest != L'\t')); rest++)
        if (*rest == L'"')
            quoted = !quoted;
    while (*rest == L' ' || *rest == L'\t')
        rest++;
    return rest;
}

/* Our own folder, without a backslash at its end. */
static int own_folder(wchar_t *folder, DWORD size)
{
    DWORD length = GetModuleFileNameW(NULL, folder, size);
    wchar_t *end = length && length < size ? wcsrchr(folder, L'\\') : NULL;
    if (end)
        *end = 0;
    return end != NULL;
}

static int fail(const wchar_t *sentence)
{
#ifdef CONSOLE
    DWORD written;
    HANDLE error = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(error, sentence, (DWORD)wcslen(sentence), &written, NULL)) {
        char octets[512];
        int length = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, octets, sizeof octets, NULL, NULL);
        if (length > 1)
            WriteFile(error, octets, (DWORD)length - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, sentence, L"Deskline", MB_ICONERROR | MB_OK);
#endif
    return 1;
}

#ifdef CONSOLE
/* Ctrl+C goes to everybody on the console: the child decides, we wait for its exit status. */
static BOOL WINAPI ignore(DWORD event)
{
    return event == CTRL_C_EVENT || event == CTRL_BREAK_EVENT;
}
#endif

static int run(void)
{
    static wchar_t folder[LONGEST], line[LONGEST];
    STARTUPINFOW start = {.cb = sizeof start}, ours = {.cb = sizeof ours};
    PROCESS_INFORMATION child;
    const wchar_t *given = arguments();
    DWORD status = 1;

    if (!own_folder(folder, LONGEST))
        return fail(L"Deskline cannot find its own folder.\n");
    if (wcslen(folder) + wcslen(given) + wcslen(MODULE) + wcslen(PYTHON) + 16 > LONGEST)
        return fail(L"The command line is too long.\n");
    wcscpy(line, L"\"");
    wcscat(line, folder);
    wcscat(line, L"\\runtime\\" PYTHON L"\"");
    wcscat(line, MODULE);
    wcscat(line, given);

    GetStartupInfoW(&ours);
    start.dwFlags = ours.dwFlags & (STARTF_USESHOWWINDOW | STARTF_USESTDHANDLES);
    start.wShowWindow = ours.wShowWindow;
    start.hStdInput = GetStdHandle(STD_INPUT_HANDLE);
    start.hStdOutput = GetStdHandle(STD_OUTPUT_HANDLE);
    start.hStdError = GetStdHandle(STD_ERROR_HANDLE);
#ifdef CONSOLE
    SetConsoleCtrlHandler(ignore, TRUE);
#else
    /* Windows shows a busy pointer until a program asks for its first message. */
    MSG message;
    PostMessageW(NULL, WM_NULL, 0, 0);
    GetMessageW(&message, NULL, 0, 0);
#endif
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &child))
        return fail(L"Deskline cannot start its Python runtime. Please repair the installation.\n");
    AllowSetForegroundWindow(child.dwProcessId); /* the window, or the running instance that gets the tel: link */
    CloseHandle(child.hThread);
    WaitForSingleObject(child.hProcess, INFINITE);
    GetExitCodeProcess(child.hProcess, &status);
    CloseHandle(child.hProcess);
    return (int)status;
}

#ifdef CONSOLE
int wmain(void)
{
    return run();
}
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE previous, PWSTR line, int show)
{
    (void)instance, (void)previous, (void)line, (void)show;
    return run();
}
#endif
