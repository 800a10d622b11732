# Sets up Deskline from a checkout and runs it, or its tests:  installer\from-source.ps1 run|test [arguments]
#
# NOT TRIED YET: this script was written beside installer/from-source, on a machine without Windows or PowerShell.
# Until somebody has run it on Windows and said so here, take it as a description of what has to be done.
#
# Makes .venv beside this folder and installs the locked dependencies (installer\locks) into it; the second time it finds
# everything done. If scripts are blocked: powershell -ExecutionPolicy Bypass -File installer\from-source.ps1 run

param(
    [Parameter(Position = 0)] [string] $Verb,
    [Parameter(Position = 1, ValueFromRemainingArguments = $true)] [string[]] $Rest = @()
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

if ($Verb -notin 'run', 'test') {
    [Console]::Error.WriteLine('usage: installer\from-source.ps1 run [arguments]    set up and start Deskline with its built-in demo')
    [Console]::Error.WriteLine('       installer\from-source.ps1 test [arguments]   set up and run every check; the arguments go to pytest')
    exit 2
}

$Root = Split-Path -Parent $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$Python = Join-Path $Venv 'Scripts\python.exe'

# Runs a program; a failure ends the script.
function Invoke-Needed {
    param([string] $Program, [string[]] $Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $($Arguments -join ' ') ended with status $LASTEXITCODE" }
}

# Returns the command of a Python 3.11 to 3.13, as a list.
function Find-Python {
    $check = 'import sys; sys.exit(sys.version_info < (3, 11))'
    $candidates = @(@('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python'))
    foreach ($candidate in $candidates) {
        if (-not (Get-Command $candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $options = @($candidate | Select-Object -Skip 1)
        try { & $candidate[0] @options -c $check 2>$null } catch { continue }
        if ($LASTEXITCODE -eq 0) { return , $candidate }
    }
    throw 'Deskline needs Python 3.11 or newer (python.org, with the py launcher); none was found.'
}

function Initialize-Venv {
    if (Test-Path $Python) { return }
    $found = Find-Python
    Write-Host "Making .venv with $($found -join ' ')."
    Invoke-Needed $found[0] (@($found | Select-Object -Skip 1) + @('-m', 'venv', '--clear', $Venv))
}

function Test-Stamp {
    param([string] $Name, [string] $Text)
    $file = Join-Path $Venv "deskline-$Name.stamp"
    return (Test-Path $file) -and ((Get-Content -Raw $file).Trim() -eq $Text)
}

function Set-Stamp {
    param([string] $Name, [string] $Text)
    Set-Content -Path (Join-Path $Venv "deskline-$Name.stamp") -Value $Text
}

# Installs what stands in installer\locks\LOCK.txt, by hash; nothing where the stamps match. A lock is complete: no resolving.
function Install-Locked {
    param([string[]] $Locks)
    $pip = @('-m', 'pip', '--disable-pip-version-check', '--quiet', 'install')
    $files = @()
    $stale = @()
    foreach ($lock in $Locks) {
        $file = Join-Path $Root "installer\locks\$lock.txt"
        $files += @('-r', $file)
        if (-not (Test-Stamp $lock (Get-FileHash $file -Algorithm SHA256).Hash)) { $stale += $lock }
    }
    if ($stale.Count -gt 0) {
        Write-Host "Installing the locked Python packages ($($stale -join ', ')): about 100 MB the first time."
        Invoke-Needed $Python ($pip + @('--no-deps', '--require-hashes', '--only-binary', ':all:') + $files)
        foreach ($lock in $stale) {
            Set-Stamp $lock (Get-FileHash (Join-Path $Root "installer\locks\$lock.txt") -Algorithm SHA256).Hash
        }
    }
    $project = "$Root $((Get-FileHash (Join-Path $Root 'pyproject.toml') -Algorithm SHA256).Hash)"
    if (-not (Test-Stamp 'project' $project)) {
        Invoke-Needed $Python ($pip + @('--no-index', '--no-deps', '--no-build-isolation', '--editable', $Root))
        Set-Stamp 'project' $project
    }
}

$script:Failed = @()

# Runs a check under a heading and remembers whether it failed.
function Invoke-Check {
    param([string] $Name, [string[]] $Arguments)
    Write-Host "`n==== $Name"
    & $Python @Arguments
    if ($LASTEXITCODE -ne 0) { $script:Failed += $Name }
}

Initialize-Venv
if ($Verb -eq 'run') {
    Install-Locked @('runtime', 'build')
    & $Python -P -m desktop --demo @Rest
    exit $LASTEXITCODE
}

Install-Locked @('runtime', 'build', 'test')
Set-Location $Root
if (-not $env:QT_QPA_PLATFORM) { $env:QT_QPA_PLATFORM = 'offscreen' }
Invoke-Check 'ruff: style, mistakes, banned calls' @('-m', 'ruff', 'check')
Invoke-Check 'mypy --strict: types' @('-m', 'mypy', '--strict')
Invoke-Check 'import-linter: the doors between the rooms' @(
    '-c', 'from importlinter.cli import lint_imports_command; lint_imports_command()', '--no-logo')
Invoke-Check 'coverage: what csta, calls and numbers do is reached by their own tests' @('-m', 'tests.support.reach')
if ($script:Failed.Count -gt 0) { Write-Host "`n==== FAILED so far: $($script:Failed -join '; ')" }
# pytest comes last, so that its closing line does.
Invoke-Check 'pytest: the suite' (@('-m', 'pytest') + $Rest)
exit [int]($script:Failed.Count -gt 0)
