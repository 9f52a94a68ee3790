namespace Harness.Clusters.Node;

/// <summary>A node's log: the evidence of why it did not start, or died.</summary>
internal static class NodeLog
{
    private const int ShownLines = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Saves it into a folder; does nothing when the container is gone.</summary>
    public static async Task SaveAsync(NodeContainer node, string folder, CancellationToken cancellationToken)
    {
        if (await node.Engine.LogsAsync(node.Id, cancellationToken).ConfigureAwait(false) is { } log)
            await WriteAsync(log, folder, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Its last lines for the reader of a failure, or why they are not available; never throws. The whole log goes into the folder,
    /// if given.
    /// </summary>
    public static async Task<string> EndAsync(NodeContainer node, string? folder)
    {
        using var bound = new CancellationTokenSource(Patience);
        try
        {
            if (await node.Engine.LogsAsync(node.Id, bound.Token).ConfigureAwait(false) is not { } log)
                return "its container is gone, and its log with it";
            if (folder is not null)
                await WriteAsync(log, folder, bound.Token).ConfigureAwait(false);
            var last = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(ShownLines).Select(line => $"\n  {line.TrimEnd()}");
            return $"last lines of the node's log{(folder is null ? "" : $" (whole in {folder})")}:{string.Concat(last)}";
        }
        catch (Exception unread)
        {
            return $"the node's log could not be read: {unread.GetBaseException().Message}";
        }
    }

    private static async Task WriteAsync(string log, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "node.log"), log, cancellationToken).ConfigureAwait(false);
    }
}
