using System.Net;
using System.Net.Sockets;
using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>What a name means to the resolver of the pod this runs in, with its search domains.</summary>
internal static class ResolveEndpoint
{
    public static void Add(Routes routes) => routes.Under("/resolve/", ResolveAsync);

    private static async Task ResolveAsync(HttpContext context, string name)
    {
        if (name.Length == 0)
        {
            // The resolver would take it for this host's own name.
            await RefuseAsync(context, StatusCodes.Status400BadRequest, "no name given");
            return;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, context.RequestAborted);
            string[] sorted = [.. addresses.Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal)];
            await Reply.JsonAsync(context, StatusCodes.Status200OK, sorted, HelloJson.Default.StringArray);
        }
        catch (SocketException unknown)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, $"{name}: {unknown.Message}");
        }
        catch (ArgumentException malformed)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, malformed.Message);
        }
    }

    private static Task RefuseAsync(HttpContext context, int status, string reason) =>
        Reply.JsonAsync(context, status, new ErrorReply(reason), HelloJson.Default.ErrorReply);
}
