using System.Text;
using Harness.Kubeconfigs;

namespace Harness.Api;

/// <summary>
/// Asks the API server to treat a caller as somebody else.
/// Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
/// </summary>
/// <param name="somebody">Who.</param>
internal sealed class ImpersonatingHandler(Impersonation somebody) : DelegatingHandler
{
    private const string Prefix = "Impersonate-";

    // What a header's name may hold, less the percent sign and capitals: https://www.rfc-editor.org/rfc/rfc9110#name-tokens
    private const string InNames = "abcdefghijklmnopqrstuvwxyz0123456789!#$&'*+-.^_`|~";

    /// <summary>How values of a header are written; null as usual.</summary>
    public static Encoding? EncodingOf(string header) =>
        header.StartsWith(Prefix, StringComparison.Ordinal) ? new LinesEncoding(header) : null;

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Add("User", somebody.User);
        if (somebody.Uid is not null)
            Add("Uid", somebody.Uid);
        if (somebody.Groups.Count > 0)
            Add("Group", [.. somebody.Groups]);
        foreach (var (key, values) in somebody.Extra.Where(one => one.Value.Count > 0))
            Add($"Extra-{Escape(key)}", [.. values]);
        return base.SendAsync(request, cancellationToken);

        void Add(string name, params string[] values)
        {
            request.Headers.Remove(Prefix + name);
            request.Headers.TryAddWithoutValidation(Prefix + name, string.Join(Impersonation.NextLine, values));
        }
    }

    /// <summary>A key in a header's name, which has no capitals to the API server.</summary>
    private static string Escape(string key)
    {
        var escaped = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(key.ToLowerInvariant()))
            escaped.Append(InNames.Contains((char)unit) ? ((char)unit).ToString() : $"%{unit:X2}");
        return escaped.ToString();
    }

    /// <summary>
    /// UTF-8 that writes each value in a line of its own: the runtime joins the values of a header with commas, and to the API server
    /// "a, b" is one group.
    /// </summary>
    private sealed class LinesEncoding(string header) : Encoding
    {
        public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(Lines(chars, index, count));

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
        {
            var text = Lines(chars, charIndex, charCount);
            return UTF8.GetBytes(text, 0, text.Length, bytes, byteIndex);
        }

        public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount * (header.Length + 4));

        public override int GetCharCount(byte[] bytes, int index, int count) => UTF8.GetCharCount(bytes, index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            UTF8.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetMaxCharCount(int byteCount) => UTF8.GetMaxCharCount(byteCount);

        private string Lines(char[] chars, int index, int count) => new string(chars, index, count)
            .Replace(Impersonation.NextLine.ToString(), $"\r\n{header}: ", StringComparison.Ordinal);
    }
}
