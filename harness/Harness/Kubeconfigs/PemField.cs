using System.Text;

namespace Harness.Kubeconfigs;

/// <summary>A certificate or key, which a kubeconfig holds in base64 in a field that ends with <c>-data</c>, or names as a file.</summary>
internal static class PemField
{
    /// <summary>Reads it as PEM; null when there is none.</summary>
    /// <exception cref="HarnessException">It is malformed, or its file cannot be read (exit code 2).</exception>
    public static string? Read(KubeconfigFields fields, string name, string? folder)
    {
        if (fields.Text($"{name}-data") is { } data)
        {
            var bytes = new byte[data.Length];
            return Convert.TryFromBase64String(data, bytes, out var length)
                ? Encoding.UTF8.GetString(bytes, 0, length)
                : throw fields.Refused($"{name}-data", "is not base64; copy it again, whole");
        }

        return fields.Text(name) is { } file ? ReadFile(fields, name, PathOf(file, folder)) : null;
    }

    /// <summary>A path, which is relative to the kubeconfig's folder.</summary>
    public static string PathOf(string file, string? folder) => folder is null ? file : Path.Combine(folder, file);

    private static string ReadFile(KubeconfigFields fields, string name, string file)
    {
        try
        {
            return RegularFile.ReadAllText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw fields.Refused(name, $"names a file that cannot be read: {unreadable.Message.ReplaceLineEndings(" ")}");
        }
    }
}
