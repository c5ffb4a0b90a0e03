; The installer for the program that is built for Windows on another system. What is published is Tauri's, made on Windows: this one shows on every
; machine that the program can be installed, and has the same rules: for this user alone, without administrator rights, and nothing left behind.
;
; makensis -DVERSION=0.1.0 -DPROGRAM=captrack.exe -DLOADER=WebView2Loader.dll -DLICENSE=LICENSE -DICON=icon.ico -DOUTPUT=captrack-desktop-installer.exe installer.nsi

Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "FileFunc.nsh"

!define NAME "CapTrack Desktop"
!define APP_ID "io.github.captrack.CapTrack"
!define PUBLISHER "The CapTrack Desktop authors"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define SCHEME_KEY "Software\Classes\captrack"
!define ID_KEY "Software\Classes\AppUserModelId\${APP_ID}"

Name "${NAME}"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME} installer"
VIAddVersionKey "CompanyName" "${PUBLISHER}"
VIAddVersionKey "LegalCopyright" "Copyright (c) 2026 ${PUBLISHER}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\captrack.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString DATA ${LANG_ENGLISH} "Delete data and sign-ins"
LangString DATA ${LANG_GERMAN} "Daten und Anmeldungen löschen"
LangString RUNNING ${LANG_ENGLISH} "CapTrack is still running. Quit it in the tray, then try again."
LangString RUNNING ${LANG_GERMAN} "CapTrack läuft noch. Beende es im Infobereich und versuche es erneut."

Section "-Program"
  SetOutPath "$INSTDIR"
  ClearErrors
  File "/oname=captrack.exe" "${PROGRAM}"
  ${If} ${Errors}
    MessageBox MB_ICONEXCLAMATION|MB_OK "$(RUNNING)" /SD IDOK
    Abort
  ${EndIf}
  File "/oname=WebView2Loader.dll" "${LOADER}"
  File "/oname=LICENSE.txt" "${LICENSE}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\captrack.exe"

  ; A link is the only argument: what stands before it cannot be an option.
  WriteRegStr HKCU "${SCHEME_KEY}" "" "URL:${APP_ID} protocol"
  WriteRegStr HKCU "${SCHEME_KEY}" "URL Protocol" ""
  WriteRegStr HKCU "${SCHEME_KEY}\DefaultIcon" "" "$INSTDIR\captrack.exe,0"
  WriteRegStr HKCU "${SCHEME_KEY}\shell\open\command" "" '"$INSTDIR\captrack.exe" -- "%1"'

  ; Windows drops the notifications of a program whose id it does not know.
  WriteRegStr HKCU "${ID_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${ID_KEY}" "IconUri" "$INSTDIR\captrack.exe"

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\captrack.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" "$0"
SectionEnd

; Its box is not ticked: uninstalling keeps what the user has. In silence it is asked for with /DATA.
Section /o "un.$(DATA)" UN_DATA
  nsExec::Exec '"$INSTDIR\captrack.exe" delete-data --yes'
  Pop $0
  ${If} $0 != 0
    MessageBox MB_ICONEXCLAMATION|MB_OK "$(RUNNING)" /SD IDOK
    Abort
  ${EndIf}
SectionEnd

Section "-un.Program"
  ClearErrors
  Delete "$INSTDIR\captrack.exe"
  ${If} ${Errors}
    MessageBox MB_ICONEXCLAMATION|MB_OK "$(RUNNING)" /SD IDOK
    Abort
  ${EndIf}
  Delete "$INSTDIR\WebView2Loader.dll"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ; Windows would go on starting what is gone.
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${NAME}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${NAME}"
  DeleteRegKey HKCU "${SCHEME_KEY}"
  DeleteRegKey HKCU "${ID_KEY}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
SectionEnd

Function un.onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/DATA" $1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${UN_DATA}
  ${EndIf}
FunctionEnd
