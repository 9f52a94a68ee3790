using System.Formats.Tar;

namespace Harness.Clusters;

/// <summary>A tar of a single file, the form in which the engine copies into containers.</summary>
internal static class TarFiles
{
    /// <summary>Puts one file on disk into a tar on disk.</summary>
    public static async Task WriteAsync(string tarFile, string sourceFile, string name, CancellationToken cancellationToken)
    {
        var writer = new TarWriter(File.Create(tarFile), leaveOpen: false);
        await using (writer.ConfigureAwait(false))
            await writer.WriteEntryAsync(sourceFile, name, cancellationToken).ConfigureAwait(false);
    }
}
