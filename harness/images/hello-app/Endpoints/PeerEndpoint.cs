using HelloApp.Serving;
using Microsoft.AspNetCore.Http;

namespace HelloApp.Endpoints;

/// <summary>Whose connection it is that a request arrives on: the address that a network policy has to let in.</summary>
internal static class PeerEndpoint
{
    public static void Add(Routes routes) => routes.Exact("/peer", context =>
    {
        var address = context.Connection.RemoteIpAddress;
        var shown = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return Reply.TextAsync(context, StatusCodes.Status200OK, shown?.ToString() ?? "");
    });
}
