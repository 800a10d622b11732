; setup.exe, for people: for oneself without administrator's rights, or for all users of the computer.
;
; The build gives VERSION, VERSION4, PAYLOAD (the folder), INSTANCES (the helper), ICON, KILOBYTES, OUTPUT, COMPRESSION
; (lzma, zlib, off), and SIGN (the command that signs the uninstaller) where there is a certificate. On the command line:
; /S silent, /AllUsers or /CurrentUser, /AUTOSTART=0|1, /SERVER= /STATION= /LANGUAGE= (what a fresh user finds set), and last
; /D=FOLDER. Exit status: 0 done, 1 ended by the user, 2 failed, 740 rights are missing.

Target amd64-unicode
!if "${COMPRESSION}" == "off"
  SetCompress off
!else
  SetCompressor /SOLID ${COMPRESSION}
  !if "${COMPRESSION}" == "lzma"
    SetCompressorDictSize 64
  !endif
!endif
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include nsDialogs.nsh
!include WinVer.nsh
!include Win\COM.nsh
!include Win\Propkey.nsh

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Deskline"
!define RUN "Software\Microsoft\Windows\CurrentVersion\Run"

!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"`
!endif
Name "Deskline"
OutFile "${OUTPUT}"
BrandingText "Deskline ${VERSION}"
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
AllowRootDirInstall false
ShowInstDetails nevershow
ShowUninstDetails nevershow
VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey ProductName "Deskline"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Deskline setup"
VIAddVersionKey CompanyName "Deskline"
VIAddVersionKey LegalCopyright "Copyright (c) 2026 The Deskline maintainers. MIT licence."

Var ForAll ; 1: for all users of the computer
Var Autostart ; 1: starts with Windows
Var Parameters
Var Old ; the folder of an installation that is there
Var Left ; 1: files are left that could not be removed
Var Upgrade ; 1: the uninstaller makes room for another version
Var ChoiceMine
Var ChoiceAll

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_WELCOME
Page custom ChoosePage ChooseLeave
!insertmacro MUI_PAGE_COMPONENTS
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE OwnFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION StartAsUser
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString WHO_TITLE ${LANG_ENGLISH} "Who may use Deskline?"
LangString WHO_TITLE ${LANG_GERMAN} "Wer soll Deskline benutzen?"
LangString WHO_TEXT ${LANG_ENGLISH} "For yourself no administrator's rights are needed."
LangString WHO_TEXT ${LANG_GERMAN} "Nur für Sie selbst sind keine Administratorrechte nötig."
LangString WHO_MINE ${LANG_ENGLISH} "Only for me"
LangString WHO_MINE ${LANG_GERMAN} "Nur für mich"
LangString WHO_ALL ${LANG_ENGLISH} "For all users of this computer"
LangString WHO_ALL ${LANG_GERMAN} "Für alle Benutzer dieses Computers"
LangString AUTOSTART_NAME ${LANG_ENGLISH} "Start with Windows"
LangString AUTOSTART_NAME ${LANG_GERMAN} "Mit Windows starten"
LangString AUTOSTART_TEXT ${LANG_ENGLISH} "Deskline starts as a minimised window when you log on."
LangString AUTOSTART_TEXT ${LANG_GERMAN} "Deskline startet als minimiertes Fenster, wenn Sie sich anmelden."
LangString CORE_TEXT ${LANG_ENGLISH} "The program, its entry in the Start menu, and its offer to open telephone links."
LangString CORE_TEXT ${LANG_GERMAN} "Das Programm, sein Eintrag im Startmenü und sein Angebot, Telefonlinks zu öffnen."
LangString APP_TEXT ${LANG_ENGLISH} "Steers your desk phone"
LangString APP_TEXT ${LANG_GERMAN} "Steuert Ihr Tischtelefon"
LangString TOO_OLD ${LANG_ENGLISH} "Deskline needs Windows 10, version 1809, or newer."
LangString TOO_OLD ${LANG_GERMAN} "Deskline braucht Windows 10, Version 1809, oder neuer."
LangString BY_MSI ${LANG_ENGLISH} "Your administrator has installed Deskline for all users of this computer (MSI)."
LangString BY_MSI ${LANG_GERMAN} "Ihr Administrator hat Deskline für alle Benutzer dieses Computers installiert (MSI)."
LangString STILL_RUNS ${LANG_ENGLISH} "Deskline still runs and could not be ended. Please end it and start this setup again."
LangString STILL_RUNS ${LANG_GERMAN} "Deskline läuft noch und konnte nicht beendet werden. Bitte beenden Sie es und starten Sie diese Installation noch einmal."
LangString NOT_WRITTEN ${LANG_ENGLISH} "Not everything could be written to $INSTDIR."
LangString NOT_WRITTEN ${LANG_GERMAN} "Es konnte nicht alles nach $INSTDIR geschrieben werden."
LangString OLD_STAYS ${LANG_ENGLISH} "Deskline in $Old could not be removed."
LangString OLD_STAYS ${LANG_GERMAN} "Deskline in $Old konnte nicht entfernt werden."
LangString FILES_STAY ${LANG_ENGLISH} "Not everything in $INSTDIR could be removed. Please close what uses it and uninstall once more."
LangString FILES_STAY ${LANG_GERMAN} "Es konnte nicht alles in $INSTDIR entfernt werden. Bitte schließen Sie, was es benutzt, und deinstallieren Sie noch einmal."
LangString NOT_HERE ${LANG_ENGLISH} "This setup has not installed Deskline in $INSTDIR."
LangString NOT_HERE ${LANG_GERMAN} "Diese Installation hat Deskline nicht in $INSTDIR installiert."

; ---- for whom

!macro USE_CONTEXT
  SetRegView 64
  ${If} $ForAll = 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
!macroend

; Where it is installed for these users, or would be.
Function FindFolder
  !insertmacro USE_CONTEXT
  ${If} $ForAll = 1
    ReadRegStr $0 HKLM "Software\Deskline\Msi" "Autostart"
    ${If} $0 != ""
      MessageBox MB_OK|MB_ICONSTOP "$(BY_MSI)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
  ReadRegStr $Old SHCTX "Software\Deskline" "InstallDir"
  ${If} $INSTDIR == ""
    StrCpy $INSTDIR $Old
    ${If} $INSTDIR == ""
      ${If} $ForAll = 1
        StrCpy $INSTDIR "$PROGRAMFILES64\Deskline"
      ${Else}
        StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Deskline"
      ${EndIf}
    ${EndIf}
  ${EndIf}
FunctionEnd

Function .onInit
  SetRegView 64
  ${GetParameters} $Parameters
  ${IfNot} ${AtLeastBuild} 17763
    MessageBox MB_OK|MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ; As it is installed already, or as the command line says; else for oneself.
  StrCpy $ForAll 0
  ReadRegStr $0 HKLM "Software\Deskline" "Setup"
  ReadRegStr $1 HKCU "Software\Deskline" "Setup"
  ${If} $0 != ""
  ${AndIf} $1 == ""
    StrCpy $ForAll 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/CurrentUser" $0
  ${IfNot} ${Errors}
    StrCpy $ForAll 0
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/AllUsers" $0
  ${IfNot} ${Errors}
    StrCpy $ForAll 1
  ${EndIf}
  ${If} ${Silent}
    Call NeedRights
  ${EndIf}
  Call FindFolder
  ${If} ${Silent}
    Call OwnFolder
  ${EndIf}
  Call FindAutostart
FunctionEnd

; For all users: without the rights, silent ends; a person is asked by Windows, in a new setup.
Function NeedRights
  ${If} $ForAll = 1
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ClearErrors
        ExecShell "runas" "$EXEPATH" "/AllUsers $Parameters"
        ${If} ${Errors}
          Abort ; the person said no: back to the page
        ${EndIf}
        Quit
      ${EndIf}
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

; The folder must be Deskline's own, as the uninstaller takes its subfolders away: below one that holds anything of others
; it gets a new one. What an administrator lays beside the program is not of others.
Function OwnFolder
  ${Do}
    ${If} $INSTDIR == $Old
      Return
    ${EndIf}
    ${If} ${FileExists} "$INSTDIR\runtime\pythonw.exe"
    ${AndIf} ${FileExists} "$INSTDIR\app\desktop\*.*"
      Return
    ${EndIf}
    StrCpy $2 0
    FindFirst $0 $1 "$INSTDIR\*.*"
    ${DoWhile} $1 != ""
      ${If} $1 != "."
      ${AndIf} $1 != ".."
      ${AndIf} $1 != "preset.toml"
      ${AndIf} $1 != "policy.toml"
        StrCpy $2 1
      ${EndIf}
      FindNext $0 $1
    ${Loop}
    FindClose $0
    ${If} $2 = 0
      Return
    ${EndIf}
    StrCpy $INSTDIR "$INSTDIR\Deskline"
  ${Loop}
FunctionEnd

Function ChoosePage
  !insertmacro MUI_HEADER_TEXT "$(WHO_TITLE)" "$(WHO_TEXT)"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 10u 20u 90% 14u "$(WHO_MINE)"
  Pop $ChoiceMine
  ${NSD_CreateRadioButton} 10u 40u 90% 14u "$(WHO_ALL)"
  Pop $ChoiceAll
  ${If} $ForAll = 1
    ${NSD_Check} $ChoiceAll
  ${Else}
    ${NSD_Check} $ChoiceMine
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function ChooseLeave
  ${NSD_GetState} $ChoiceAll $0
  ${If} $0 <> $ForAll
    StrCpy $ForAll $0
    StrCpy $INSTDIR ""
  ${EndIf}
  Call NeedRights
  Call FindFolder
  Call FindAutostart
FunctionEnd

; ---- what is installed

!macro RESUME
  ExecWait '"$PLUGINSDIR\instances.exe" resume "$INSTDIR\."'
!macroend

!macro CLOSE verb
  InitPluginsDir
  File "/oname=$PLUGINSDIR\instances.exe" "${INSTANCES}"
  StrCpy $0 2 ; where it cannot be started at all
  ExecWait '"$PLUGINSDIR\instances.exe" ${verb} "$INSTDIR\."' $0
  ${If} $0 <> 0
    !if "${verb}" == "pause"
      !insertmacro RESUME
    !endif
    MessageBox MB_OK|MB_ICONSTOP "$(STILL_RUNS)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
!macroend

; Everything that we put into the folder; what an administrator laid beside it (preset.toml, policy.toml) stays. Called only
; where the registry names the folder as ours, or OwnFolder made it so; still, it may be another's by now. Any one mark of ours
; is enough, as a virus scanner may have taken the others; without any, there is nothing of ours. Afterwards $Left is 1 where
; something could not be removed; some marks go last, so that the folder is known again at the next try.
!macro REMOVE_FILES
  StrCpy $Left 0
  ${If} ${FileExists} "$INSTDIR\Deskline.exe"
  ${OrIf} ${FileExists} "$INSTDIR\desklinectl.exe"
  ${OrIf} ${FileExists} "$INSTDIR\runtime\pythonw.exe"
  ${OrIf} ${FileExists} "$INSTDIR\app\desktop\*.*"
  ${OrIf} ${FileExists} "$INSTDIR\lib\PySide6\*.*"
  ${OrIf} ${FileExists} "$INSTDIR\sbom.cdx.json"
    StrCpy $Left 1
    ${For} $0 1 10
      RMDir /r "$INSTDIR\licences"
      RMDir /r "$INSTDIR\lib"
      RMDir /r "$INSTDIR\app"
      RMDir /r "$INSTDIR\runtime"
      ${IfNot} ${FileExists} "$INSTDIR\licences\*.*"
      ${AndIfNot} ${FileExists} "$INSTDIR\lib\*.*"
      ${AndIfNot} ${FileExists} "$INSTDIR\app\*.*"
      ${AndIfNot} ${FileExists} "$INSTDIR\runtime\*.*"
        StrCpy $Left 0
        ${ExitFor}
      ${EndIf}
      Sleep 300 ; a scanner or the search's index has a file open for a moment
    ${Next}
    ${If} $Left = 0
      Delete "$INSTDIR\LICENSE.txt"
      Delete "$INSTDIR\desklinectl.exe"
      Delete "$INSTDIR\Deskline.exe"
      Delete "$INSTDIR\sbom.cdx.json"
      Delete "$INSTDIR\uninstall.exe"
      ${If} ${FileExists} "$INSTDIR\Deskline.exe"
      ${OrIf} ${FileExists} "$INSTDIR\desklinectl.exe"
        StrCpy $Left 1
      ${EndIf}
    ${EndIf}
  ${EndIf}
!macroend

!macro PRESET option value
  ClearErrors
  ${GetOptions} $Parameters "/${option}=" $0
  ${IfNot} ${Errors}
    WriteRegStr SHCTX "Software\Deskline\Preset" "${value}" "$0"
  ${EndIf}
!macroend

Section "!Deskline" Core
  SectionIn RO
  !insertmacro USE_CONTEXT
  ; An older one in another folder goes first, by its own uninstaller.
  ${If} $Old != ""
  ${AndIf} $Old != $INSTDIR
  ${AndIf} ${FileExists} "$Old\uninstall.exe"
    StrCpy $0 2
    ExecWait '"$Old\uninstall.exe" /S /Upgrade _?=$Old' $0
    ${If} $0 <> 0
      MessageBox MB_OK|MB_ICONSTOP "$(OLD_STAYS)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    Delete "$Old\uninstall.exe"
    RMDir "$Old"
  ${EndIf}
  !insertmacro CLOSE pause
  !insertmacro REMOVE_FILES
  ClearErrors
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  ${If} ${Errors}
    !insertmacro RESUME
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_WRITTEN)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  WriteRegStr SHCTX "Software\Deskline" "InstallDir" "$INSTDIR"
  WriteRegStr SHCTX "Software\Deskline" "Version" "${VERSION}"
  WriteRegStr SHCTX "Software\Deskline" "Setup" "exe"
  !insertmacro PRESET "SERVER" "connection.server"
  !insertmacro PRESET "STATION" "connection.station"
  !insertmacro PRESET "LANGUAGE" "appearance.language"
  Call WriteLinks
  Call WriteMenu
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayName" "Deskline"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL}" "DisplayIcon" "$INSTDIR\Deskline.exe"
  WriteRegStr SHCTX "${UNINSTALL}" "Publisher" "Deskline"
  WriteRegStr SHCTX "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "NoRepair" 1
  WriteRegDWORD SHCTX "${UNINSTALL}" "EstimatedSize" ${KILOBYTES}
SectionEnd

Section "$(AUTOSTART_NAME)" Start
SectionEnd

; What the ticks say is written here, so that taking the tick away takes the entry away.
Section "-last"
  !insertmacro USE_CONTEXT
  ${If} ${SectionIsSelected} ${Start}
    WriteRegStr SHCTX "${RUN}" "Deskline" '"$INSTDIR\Deskline.exe" --minimised'
    WriteRegDWORD SHCTX "Software\Deskline" "Autostart" 1
  ${Else}
    DeleteRegValue SHCTX "${RUN}" "Deskline"
    WriteRegDWORD SHCTX "Software\Deskline" "Autostart" 0
  ${EndIf}
  !insertmacro RESUME
SectionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${Core} "$(CORE_TEXT)"
  !insertmacro MUI_DESCRIPTION_TEXT ${Start} "$(AUTOSTART_TEXT)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

; As the command line says, else as it was chosen before, else on.
Function FindAutostart
  StrCpy $Autostart 1
  ClearErrors
  ReadRegDWORD $0 SHCTX "Software\Deskline" "Autostart"
  ${IfNot} ${Errors}
    StrCpy $Autostart $0
  ${EndIf}
  ClearErrors
  ${GetOptions} $Parameters "/AUTOSTART=" $0
  ${IfNot} ${Errors}
    StrCpy $Autostart $0
  ${EndIf}
  ${If} $Autostart = 1
    SectionSetFlags ${Start} ${SF_SELECTED}
  ${Else}
    SectionSetFlags ${Start} 0
  ${EndIf}
FunctionEnd

; Windows asks the user which program opens tel: and callto: links; this is our offer (Default Programs, Windows 8 on).
Function WriteLinks
  WriteRegStr SHCTX "Software\Classes\Deskline.tel" "" "URL:Telephone call"
  WriteRegStr SHCTX "Software\Classes\Deskline.tel" "URL Protocol" ""
  WriteRegStr SHCTX "Software\Classes\Deskline.tel" "AppUserModelID" "Deskline.Deskline"
  WriteRegStr SHCTX "Software\Classes\Deskline.tel\DefaultIcon" "" "$INSTDIR\Deskline.exe,0"
  WriteRegStr SHCTX "Software\Classes\Deskline.tel\shell\open\command" "" '"$INSTDIR\Deskline.exe" "%1"'
  WriteRegStr SHCTX "Software\Deskline\Capabilities" "ApplicationName" "Deskline"
  WriteRegStr SHCTX "Software\Deskline\Capabilities" "ApplicationDescription" "$(APP_TEXT)"
  WriteRegStr SHCTX "Software\Deskline\Capabilities" "ApplicationIcon" "$INSTDIR\Deskline.exe,0"
  WriteRegStr SHCTX "Software\Deskline\Capabilities\URLAssociations" "tel" "Deskline.tel"
  WriteRegStr SHCTX "Software\Deskline\Capabilities\URLAssociations" "callto" "Deskline.tel"
  WriteRegStr SHCTX "Software\RegisteredApplications" "Deskline" "Software\Deskline\Capabilities"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
FunctionEnd

; The Start menu's entry; its AppUserModelID makes the taskbar's button and toasts ours.
Function WriteMenu
  CreateShortCut "$SMPROGRAMS\Deskline.lnk" "$INSTDIR\Deskline.exe" "" "$INSTDIR\Deskline.exe" 0 SW_SHOWNORMAL "" "$(APP_TEXT)"
  !insertmacro ComHlpr_CreateInProcInstance ${CLSID_ShellLink} ${IID_IShellLink} r0 ""
  ${If} $0 P<> 0
    ${IUnknown::QueryInterface} $0 '("${IID_IPersistFile}",.r1)'
    ${If} $1 P<> 0
      ${IPersistFile::Load} $1 '("$SMPROGRAMS\Deskline.lnk",${STGM_READWRITE})'
      ${IUnknown::QueryInterface} $0 '("${IID_IPropertyStore}",.r2)'
      ${If} $2 P<> 0
        System::Call '*${SYSSTRUCT_PROPERTYKEY}(${PKEY_AppUserModel_ID})p.r3'
        System::Call '*(&w64 "Deskline.Deskline")p.r4'
        System::Call '*${SYSSTRUCT_PROPVARIANT}(${VT_LPWSTR},,r4)p.r5'
        ${IPropertyStore::SetValue} $2 '($3,$5)'
        ${IPropertyStore::Commit} $2 ""
        System::Free $3
        System::Free $4
        System::Free $5
        ${IUnknown::Release} $2 ""
        ${IPersistFile::Save} $1 '("$SMPROGRAMS\Deskline.lnk",1)'
      ${EndIf}
      ${IUnknown::Release} $1 ""
    ${EndIf}
    ${IUnknown::Release} $0 ""
  ${EndIf}
FunctionEnd

; Through the desktop's own process, so that a setup with administrator's rights does not hand them on.
Function StartAsUser
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\Deskline.exe"'
FunctionEnd

; ---- what is taken away

Function un.onInit
  SetRegView 64
  StrCpy $ForAll 0
  ReadRegStr $0 HKCU "Software\Deskline" "InstallDir"
  ${If} $0 != $INSTDIR
    StrCpy $ForAll 1
    ReadRegStr $0 HKLM "Software\Deskline" "InstallDir"
    ReadRegStr $1 HKLM "Software\Deskline" "Setup"
    ${If} $0 != $INSTDIR
    ${OrIf} $1 != "exe"
      MessageBox MB_OK|MB_ICONSTOP "$(NOT_HERE)" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ${IfNot} ${Silent}
        ExecShell "runas" "$INSTDIR\uninstall.exe"
      ${Else}
        SetErrorLevel 740
      ${EndIf}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  !insertmacro USE_CONTEXT
  ${GetParameters} $Parameters
  ClearErrors
  ${GetOptions} $Parameters "/Upgrade" $0
  ${If} ${Errors}
    StrCpy $Upgrade 0
    !insertmacro CLOSE close
  ${Else}
    StrCpy $Upgrade 1
    !insertmacro CLOSE pause
  ${EndIf}
  ; Files before the registry: while some are left, the entry in the list of programs stays, to try again.
  !insertmacro REMOVE_FILES
  ${If} $Left = 1
    MessageBox MB_OK|MB_ICONSTOP "$(FILES_STAY)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  ${If} $Upgrade = 0
    DeleteRegKey SHCTX "Software\Deskline\Preset"
  ${EndIf}
  Delete "$SMPROGRAMS\Deskline.lnk"
  DeleteRegKey SHCTX "${UNINSTALL}"
  DeleteRegKey SHCTX "Software\Classes\Deskline.tel"
  DeleteRegValue SHCTX "Software\RegisteredApplications" "Deskline"
  DeleteRegValue SHCTX "${RUN}" "Deskline"
  DeleteRegKey SHCTX "Software\Deskline\Capabilities"
  DeleteRegValue SHCTX "Software\Deskline" "InstallDir"
  DeleteRegValue SHCTX "Software\Deskline" "Version"
  DeleteRegValue SHCTX "Software\Deskline" "Setup"
  DeleteRegValue SHCTX "Software\Deskline" "Autostart"
  DeleteRegKey /ifempty SHCTX "Software\Deskline"
  RMDir "$INSTDIR"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
