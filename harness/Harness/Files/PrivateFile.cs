namespace Harness.Files;

/// <summary>Files with secrets: written by rename, and never readable by others, not even briefly.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the whole text, or leaves the file as it was.</summary>
    /// <exception cref="HarnessException">The file could not be written.</exception>
    public static void Write(string file, string text) => WholeFile.WriteText(file, OwnerOnly, writer => writer.Write(text));
}
