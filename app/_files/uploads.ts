'use client';
/**
 * The upload of this page, for React.
 */
import { useSyncExternalStore } from 'react';
import { sendUpload } from './upload-request.ts';
import { UploadStore, type UploadState } from './upload-store.ts';

/** The upload of this page. */
export const uploads = new UploadStore(sendUpload);

const subscribe = (listener: () => void) => uploads.subscribe(listener);
const state = () => uploads.state;

/** What there is to tell about the upload of this page. */
export function useUploadState(): UploadState {
  return useSyncExternalStore(subscribe, state, state);
}
