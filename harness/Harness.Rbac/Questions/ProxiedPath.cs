using System.Globalization;
using System.Text;

namespace Harness.Rbac.Questions;

/// <summary>
/// The path of a service or a pod that a request through the API server's proxy calls, as admission is given it: decoded once, and not yet
/// cleaned.
/// Sources: getRequestOptions in https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apiserver/pkg/endpoints/
/// handlers/get.go, and request/requestinfo.go beside it.
/// </summary>
public static class ProxiedPath
{
    /// <summary>Reads it from a request.</summary>
    /// <param name="target">Path on the API server, with its query where there is one; escaped as it stands in a URL.</param>
    /// <returns>The path; null where admission is given none, as for a call of the root without a slash, or of no proxy.</returns>
    public static string? Of(string target)
    {
        var whole = Decoded(target.Split('?', 2)[0]);
        if (whole.Trim('/').Split('/') is not ["api", _, "namespaces", _, "services" or "pods", _, "proxy", .. var rest])
            return null;
        var path = string.Join('/', rest);
        if (path.Length > 0 && path[0] != '/')
            path = $"/{path}";
        if (whole.EndsWith('/') && !path.EndsWith('/'))
            path += "/";
        return path.Length == 0 ? null : path;
    }

    /// <summary>What is no UTF-8 becomes a character that no path of a policy has.</summary>
    private static string Decoded(string escaped)
    {
        var bytes = new List<byte>(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] == '%' && i + 2 < escaped.Length
                && byte.TryParse(escaped.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var one))
            {
                bytes.Add(one);
                i += 2;
            }
            else
            {
                var rune = Rune.GetRuneAt(escaped, i);
                bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
                i += rune.Utf16SequenceLength - 1;
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
