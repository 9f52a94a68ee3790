namespace Harness.Files;

/// <summary>Files with secrets: written by rename, and never readable by others, not even briefly.</summary>
internal static class PrivateFile
{
    /// <summary>Writes the whole text, or leaves the file as it was.</summary>
    public static async Task WriteAsync(string file, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var temporary = file + ".new";
        File.Delete(temporary);
        var writer = new StreamWriter(temporary, options);
        await using (writer.ConfigureAwait(false))
            await writer.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
        File.Move(temporary, file, overwrite: true);
    }
}
