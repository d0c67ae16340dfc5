import type { Result } from '@/lib/domain/result'
import type { Inner } from '../knobs'
import { setKnob } from '../knobs'
import type { CloudRefusal } from '../protocol'
import { chooseZone } from './market'
import { listLoadBalancers, listNetworks, listSecurityGroups, listSubnets } from './networks'
import { deleteNic, getNic, listNics, putNic } from './nics'
import { operationStatus } from './operations'
import type { AzureInput, AzureOperation, AzureOutputs } from './protocol'
import { deletePublicIp, getPublicIp, listPublicIps, putPublicIp } from './public-ips'
import { deleteVm, listVms, putVm } from './vms'

type AzureHandlers = {
  [O in AzureOperation]: (inner: Inner, input: AzureInput<O>) => Result<AzureOutputs[O], CloudRefusal>
}

export const AZURE_HANDLERS: AzureHandlers = {
  NetworkInterfaces_CreateOrUpdate: ({ state, knobs }, input) => putNic(state, knobs.timing, input),
  NetworkInterfaces_Get: ({ state }, input) => getNic(state, input),
  NetworkInterfaces_Delete: ({ state, knobs }, input) => deleteNic(state, knobs.timing, input),
  NetworkInterfaces_List: ({ state, knobs }, input) => listNics(state, knobs.timing.pageSize, input),
  VirtualMachines_CreateOrUpdate: (inner, input) =>
    putVm(inner.state, inner.knobs.timing, input, (zones, vmId) => {
      const { zone, market } = chooseZone(inner.knobs.market, zones, vmId)
      setKnob(inner, 'market', market)
      return zone
    }),
  VirtualMachines_Delete: ({ state, knobs }, input) => deleteVm(state, knobs.timing, input),
  VirtualMachines_List: ({ state, knobs }, input) => listVms(state, knobs.timing.pageSize, input),
  PublicIPAddresses_CreateOrUpdate: ({ state, knobs }, input) => putPublicIp(state, knobs.timing, input),
  PublicIPAddresses_Get: ({ state }, input) => getPublicIp(state, input),
  PublicIPAddresses_Delete: ({ state, knobs }, input) => deletePublicIp(state, knobs.timing, input),
  PublicIPAddresses_List: ({ state, knobs }, input) => listPublicIps(state, knobs.timing.pageSize, input),
  Operations_Get: ({ state }, input) => operationStatus(state, input),
  VirtualNetworks_List: ({ state, knobs }, { pageToken }) =>
    listNetworks(state, knobs.timing.pageSize, pageToken),
  Subnets_List: ({ state, knobs }, { pageToken }) => listSubnets(state, knobs.timing.pageSize, pageToken),
  NetworkSecurityGroups_List: ({ state, knobs }, { pageToken }) =>
    listSecurityGroups(state, 'network', knobs.timing.pageSize, pageToken),
  ApplicationSecurityGroups_List: ({ state, knobs }, { pageToken }) =>
    listSecurityGroups(state, 'application', knobs.timing.pageSize, pageToken),
  LoadBalancers_List: ({ state, knobs }, { pageToken }) =>
    listLoadBalancers(state, knobs.timing.pageSize, pageToken),
}
